using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>The SDK serialises without reflection: seen from what its assembly refers to.</summary>
public sealed class SerializationTests
{
    private static readonly MethodBase[] Called = [.. CalledMethods()];

    public static TheoryData<string> JsonCalls => [.. Called.Where(IsJson).Select(Shown).Distinct()];

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public void Call_OfSystemTextJson_NeedsNoReflection(string call) => Assert.All(Called.Where(method => IsJson(method) && Shown(method) == call), method =>
    {
        Assert.False(NeedsReflection(method), $"{call} works by reflection. Pass a JsonTypeInfo of a generated context.");
        Assert.True(
            method.DeclaringType != typeof(JsonSerializer) || method.GetParameters().Any(parameter => parameter.ParameterType.IsAssignableTo(typeof(JsonTypeInfo)) || parameter.ParameterType == typeof(JsonSerializerContext)),
            $"{call} has no JsonTypeInfo. Pass one of a generated context.");
    });

    [Fact]
    public void Calls_OfAnything_NeedNoReflection() => Assert.All(Called, method => Assert.False(NeedsReflection(method), $"{Shown(method)} works by reflection, which trimming breaks."));

    [Theory]
    [InlineData(typeof(DefaultJsonTypeInfoResolver))]
    [InlineData(typeof(JsonStringEnumConverter))]
    [InlineData(typeof(System.Net.Http.Json.JsonContent))]
    [InlineData(typeof(System.Net.Http.Json.HttpContentJsonExtensions))]
    [InlineData(typeof(System.Net.Http.Json.HttpClientJsonExtensions))]
    public void Type_ThatWorksByReflection_IsNotReferredTo(Type type)
    {
        using var image = new PEReader(File.OpenRead(GeneratedTypes.Assembly.Location));
        MetadataReader reader = image.GetMetadataReader();
        Assert.DoesNotContain(
            reader.TypeReferences.Select(reader.GetTypeReference),
            reference => reader.GetString(reference.Namespace) == type.Namespace && reader.GetString(reference.Name) == type.Name);
    }

    private static bool IsJson(MethodBase method) => method.DeclaringType?.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true;

    private static bool NeedsReflection(MethodBase method) =>
        method.IsDefined(typeof(RequiresUnreferencedCodeAttribute)) || method.IsDefined(typeof(RequiresDynamicCodeAttribute))
        || method.DeclaringType!.IsDefined(typeof(RequiresUnreferencedCodeAttribute)) || method.DeclaringType!.IsDefined(typeof(RequiresDynamicCodeAttribute));

    private static string Shown(MethodBase method) => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    private static IEnumerable<MethodBase> CalledMethods()
    {
        using var image = new PEReader(File.OpenRead(GeneratedTypes.Assembly.Location));
        MetadataReader reader = image.GetMetadataReader();
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference reference = reader.GetMemberReference(handle);
            if (reference.GetKind() == MemberReferenceKind.Method && reference.Parent.Kind == HandleKind.TypeReference)
            {
                yield return GeneratedTypes.Assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(handle))!;
            }
        }
    }
}
