using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Every model stands under the path that it is called by, under a name of its own, and takes an input.</summary>
internal sealed class ModelChecks(Description description, Report report)
{
    private const string Start = "/v1/models/";
    private const string End = "/predictions";

    private readonly Dictionary<string, Part> _names = [];
    private readonly Dictionary<string, Part> _paths = [];
    private readonly Dictionary<string, Part> _routes = [];
    private readonly Dictionary<string, Part> _operations = [];

    public void Run()
    {
        foreach (Member path in description.Files.SelectMany(root => root["paths"]?.Members ?? []))
        {
            Take(_routes, path.Name, path.Key, "The path");
        }

        if (description.IsOwn && !description.Operations.Any() && description.Files is [var first, ..])
        {
            report.Add(first, ProblemCode.Missing, "There is no model; add 'paths:' with a path such as /v1/models/acme/dream-1/predictions.");
        }

        foreach (Operation operation in description.Operations)
        {
            if (description.IsOwn && operation.Path.Name.Split('/') is not ["", "v1", "models", { Length: > 0 }, { Length: > 0 }, "predictions"])
            {
                report.Add(operation.Path.Key, ProblemCode.BadPath, $"{operation.Path.Name} is no path of a model; write {Start}vendor/model{End}.");
                continue;
            }

            CheckOperation(operation);
            if (operation.Model is { } model)
            {
                CheckModel(operation, model);
                CheckRequest(operation);
            }
        }

        foreach (Member schema in description.Schemas)
        {
            CheckPair(schema);
        }

        foreach (Part root in description.Files)
        {
            CheckDescribed(root);
        }
    }

    private void CheckOperation(Operation operation)
    {
        bool isModel = operation.Path.Name.StartsWith(Start, StringComparison.Ordinal);
        if (isModel && operation.Model is null)
        {
            report.Add(operation.Path.Key, ProblemCode.Missing, $"{operation.Path.Name} has no x-model, as every path under {Start} has; add it.");
        }
        else if (!isModel && operation.Model is not null)
        {
            report.Add(operation.Path.Key, ProblemCode.BadPath, $"{operation.Path.Name} has an x-model, and models are called at {Start}vendor/model{End} only; correct the path.");
        }

        if (isModel && operation.Method.Name != "post")
        {
            report.Add(operation.Method.Key, ProblemCode.BadPath, $"A model is called by post, not by {operation.Method.Name}; write 'post:'.");
        }

        foreach (string key in (string[])["summary", "description"])
        {
            if (string.IsNullOrWhiteSpace(operation.Node[key]?.Text))
            {
                report.Add(operation.Method.Key, ProblemCode.Missing, $"{operation.Path.Name} has no {key}; write one, which becomes documentation.");
            }
        }

        if (operation.Node["operationId"] is not { Text: { } id } at)
        {
            report.Add(operation.Method.Key, ProblemCode.Missing, $"{operation.Path.Name} has no operationId; add one.");
        }
        else if (!description.IsOwn)
        {
            Take(_operations, id, at, "The operationId");
        }

        if (operation.Node["responses"]?.Members.Any(response => response.Name.StartsWith('2')) != true)
        {
            report.Add(operation.Method.Key, ProblemCode.Missing, $"{operation.Path.Name} has no response for success; add \"200\" to its responses.");
        }

        string[] tags = [.. description.Files.SelectMany(root => root["tags"]?.Items ?? []).Select(tag => tag["name"]?.Text ?? "")];
        if (operation.Node["tags"]?.Items.Any() != true)
        {
            report.Add(operation.Method.Key, ProblemCode.Missing, $"{operation.Path.Name} has no tag; add its vendor's.");
        }

        foreach (Part tag in operation.Node["tags"]?.Items.Where(tag => !tags.Contains(tag.Text)) ?? [])
        {
            report.Add(tag, ProblemCode.DeadReference, $"The tag {tag.Describe()} is none of the tags of the document; add it there.{Nearest.Hint(tag.Text ?? "", tags)}");
        }
    }

    private void CheckModel(Operation operation, Part model)
    {
        if (model["name"] is { Text: { } name } atName)
        {
            Take(_names, name, atName, "The model name");
            if (CSharpName.IsTakenModel(name))
            {
                report.Add(atName, ProblemCode.CSharpName, $"{name} is a name that the catalog needs for something else; choose another.");
            }

            if (operation.Node["operationId"] is { } id && id.Text != $"predict{name}")
            {
                report.Add(id, ProblemCode.BadValue, $"The operationId of {name} is {id.Describe()}; write predict{name}.");
            }
        }

        if (model["path"] is { Text: { } path } atPath)
        {
            Take(_paths, path, atPath, "The model path");
            if (operation.Path.Name.StartsWith(Start, StringComparison.Ordinal) && operation.Path.Name != $"{Start}{path}{End}")
            {
                report.Add(atPath, ProblemCode.BadPath, $"The path of the model is {path}, and it stands under {operation.Path.Name}; make them the same, letter for letter.");
            }
        }

        if (model["answers"] is { Text: { } answers } atAnswers && model["delivery"] is { Text: { } delivery } && delivery == "task" != (answers == "array-task"))
        {
            report.Add(atAnswers, ProblemCode.Contradiction, delivery == "task"
                ? $"answers is {answers}, and delivery is task, which answers with tasks; write 'answers: array-task', or 'delivery: inline'."
                : $"answers is {answers}, and delivery is {delivery}, which answers with pictures; write 'delivery: task', or the form that the pictures have.");
        }

        if (model["laterPath"] is { } later && model["aliases"]?.Items.Any(alias => alias.Text == later.Text) != true)
        {
            report.Add(later, ProblemCode.BadPath, $"The later path {later.Describe()} is not among the aliases; add it there.");
        }

        if (model["capabilities"] is { } capabilities && description.InputOf(operation) is { } input
            && NeedsPicture(operation, input) == capabilities.Items.Any(capability => capability.Text == "text-to-image"))
        {
            report.Add(capabilities, ProblemCode.Contradiction, NeedsPicture(operation, input)
                ? "A picture is required, so the model makes nothing from text alone; remove text-to-image."
                : "No picture is required, so the model makes something from text alone; add text-to-image.");
        }

        foreach (Part alias in model["aliases"]?.Items ?? [])
        {
            Take(_paths, alias.Text ?? "", alias, "The model path");
        }
    }

    private static bool NeedsPicture(Operation operation, Part input) => input["properties"]?.Members.Any(field => field.Value["x-role"]?.Text == "image"
        && (input["required"]?.Items.Any(required => required.Text == field.Name) == true
            || operation.Node["x-rules"]?.Items.Any(rule => rule["rule"]?.Text == "required" && rule["field"]?.Text == field.Name) == true)) == true;

    private void CheckRequest(Operation operation)
    {
        Part at = operation.Method.Key;
        if (operation.RequestSchema?["$ref"] is { Text: { } reference } body && description.Component(reference) is var schema && schema?["x-kind"]?.Text != "envelope")
        {
            if (schema is not { } refers)
            {
                return; // That it leads nowhere is reported already.
            }

            string name = reference.Split('/')[^1];
            string[] envelopes = [.. description.Schemas.Where(schema => schema.Value["x-kind"]?.Text == "envelope" && schema.Value.At("properties", "input") is not null).Select(schema => schema.Name)];
            report.Add(body, ProblemCode.BadValue, $"The body of {operation.Path.Name} must be a schema of the kind envelope, and {name} is of the kind {refers["x-kind"]?.Text ?? "that it does not say"}."
                + (envelopes.Contains(Other(name, "Input", "Request")) ? $" Did you mean {Other(name, "Input", "Request")}?" : Nearest.HintOr(name, envelopes, "Refer to its request.")));
        }
        else if (operation.Node.At("requestBody", "required")?.Text != "true" || operation.RequestSchema?["$ref"]?.Text?.EndsWith("Request", StringComparison.Ordinal) != true)
        {
            report.Add(at, ProblemCode.Missing, $"{operation.Path.Name} has no required body that refers to a request; refer to the schema of its request.");
        }
        else if (description.Follow(operation.RequestSchema) is not null && description.InputOf(operation)?["x-kind"]?.Text != "input")
        {
            report.Add(at, ProblemCode.BadValue, $"The request of {operation.Path.Name} leads to no schema of the kind input; correct its reference.");
        }
    }

    private void CheckPair(Member schema)
    {
        if (schema.Value["x-kind"]?.Text == "input" && Find(Other(schema.Name, "Input", "Request")) is null)
        {
            report.Add(schema.Key, ProblemCode.Missing, $"{schema.Name} has no request of its name; add {Other(schema.Name, "Input", "Request")}, whose only member is the input.");
        }

        if (schema.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            string name = Other(schema.Name, "Request", "Input");
            bool isAround = Find(name) is { } input && description.Actual(schema.Value.At("properties", "input"))?.Node == input.Node
                && schema.Value["properties"]!.Value.Members.Count() == 1
                && schema.Value["required"]?.Items.Select(item => item.Text).SequenceEqual(["input"]) == true
                && schema.Value["additionalProperties"]?.Text == "false"
                && schema.Value["x-kind"]?.Text == "envelope";
            if (!isAround)
            {
                report.Add(schema.Key, ProblemCode.BadValue, $"{schema.Name} is not an envelope around {name}: 'input' as its only member, required, with 'additionalProperties: false' and 'x-kind: envelope'.");
            }
        }
    }

    private Part? Find(string schema) => description.Component($"#/components/schemas/{schema}");

    private static string Other(string name, string ending, string replacement) =>
        name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] + replacement : name + replacement;

    private void CheckDescribed(Part root)
    {
        foreach (Part tag in root["tags"]?.Items.Where(IsBlank) ?? [])
        {
            report.Add(tag, ProblemCode.Missing, $"The tag {tag["name"]?.Text} has no description; write one.");
        }

        foreach (string section in (string[])["parameters", "headers"])
        {
            foreach (Member component in root.At("components", section)?.Members.Where(component => IsBlank(component.Value)) ?? [])
            {
                report.Add(component.Key, ProblemCode.Missing, $"{component.Name} has no description; write one.");
            }
        }
    }

    private static bool IsBlank(Part part) => string.IsNullOrWhiteSpace(part["description"]?.Text);

    private void Take(Dictionary<string, Part> taken, string name, Part at, string what)
    {
        if (!taken.TryAdd(name, at))
        {
            Part first = taken[name];
            report.Add(at, ProblemCode.Taken, $"{what} {name} is there already, in line {first.Start.Line} of {Path.GetFileName(first.File.Path)}; choose another.");
        }
    }
}
