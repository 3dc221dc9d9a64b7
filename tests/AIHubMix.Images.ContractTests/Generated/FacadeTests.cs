using System.Net;
using System.Reflection;
using AIHubMix.Images.ContractTests.Document;
using NSwag;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>Facade and document cover each other: every operation can be called, and every public type that is generated is met by whoever uses the facade.</summary>
public sealed class FacadeTests
{
    private static readonly HashSet<Type> Met = Walk();

    public static TheoryData<string> Operations => [.. DocumentModels.OpenApi.Operations.Select(operation => operation.Operation.OperationId)];

    public static TheoryData<string> Types => [.. GeneratedTypes.Public.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_OfTheDocument_IsCalledByTheFacade(string operationId)
    {
        OpenApiOperationDescription operation = DocumentModels.OpenApi.Operations.Single(candidate => candidate.Operation.OperationId == operationId);
        using var gateway = new Gateway();
        using var client = ClientTransport.NewClient("sk-test", new AIHubMixClientOptions { HttpInvoker = new HttpMessageInvoker(gateway), Retry = RetryOptions.Never });

        await CallAsync(client, operationId);

        Assert.Equal($"{operation.Method} {operation.Path.Replace("{taskId}", "api.us1.bfl.1", StringComparison.Ordinal)}".ToUpperInvariant(), gateway.Last?.ToUpperInvariant());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_Public_IsMetByUsersOfTheFacade(string type) =>
        Assert.True(Met.Contains(GeneratedTypes.Of(type)), $"Nothing that the facade takes or gives is a {type}. Show it there, or make it internal: x-kind 'error' or 'envelope'.");

    private static Task CallAsync(AIHubMixClient client, string operationId) => operationId switch
    {
        "getTask" => client.ResumeTask(ImageModels.FluxKontextMax, "api.us1.bfl.1").GetStatusAsync(TestContext.Current.CancellationToken),
        _ when typeof(ImageModels).GetProperty(operationId["predict".Length..])?.GetValue(null) is ImageModel model =>
            ModelProbe.Of(model.Path).GenerateAsync(client, ModelProbe.Of(model.Path).Minimal(), TestContext.Current.CancellationToken),
        _ => throw new NotSupportedException($"The facade has no call for {operationId}. Give the operation an x-model, or write a call and name it here."),
    };

    /// <summary>The types of everything public that is written by hand, and of everything public in these.</summary>
    private static HashSet<Type> Walk()
    {
        var met = new HashSet<Type>();
        var waiting = new Queue<Type>(GeneratedTypes.Assembly.GetExportedTypes().Except(GeneratedTypes.Public).Append(typeof(ImageModels)));
        while (waiting.TryDequeue(out Type? type))
        {
            if (met.Add(type) && type.Assembly == GeneratedTypes.Assembly)
            {
                foreach (Type next in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).SelectMany(TypesOf).SelectMany(PartsOf))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return met;
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private static IEnumerable<Type> PartsOf(Type type) =>
        type.HasElementType ? PartsOf(type.GetElementType()!)
        : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GenericTypeArguments.SelectMany(PartsOf)]
        : [type];

    /// <summary>Keeps what was asked last and answers so that every call ends.</summary>
    private sealed class Gateway : HttpMessageHandler
    {
        public string? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            string json = request.Method == HttpMethod.Get ? """{"status":"Pending"}""" : """{"output":[{"url":"https://example.com/deer.png"}]}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json) });
        }
    }
}
