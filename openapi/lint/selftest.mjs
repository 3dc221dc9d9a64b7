// Proves that each rule of the lint bites: breaks a copy of the document in one way, lints the copy, and
// expects that rule, and no other, to object. The copies live in memory. Where the case is about a rule of the
// project, the copy is held against the project's rules alone, which takes milliseconds instead of a second.

import { readFileSync } from 'node:fs';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Spectral's parts, as the pinned command line itself finds them.
const load = createRequire(createRequire(import.meta.url).resolve('@stoplight/spectral-cli/package.json'));
const { Document, Spectral } = load('@stoplight/spectral-core');
const { Json, Yaml, parseYaml } = load('@stoplight/spectral-parsers');
const { bundleAndLoadRuleset } = load('@stoplight/spectral-ruleset-bundler/with-loader');

const here = name => fileURLToPath(new URL(name, import.meta.url));
const source = here('../aihubmix-images.yaml');
const text = readFileSync(source, 'utf8');
const pristine = JSON.stringify(parseYaml(text).data);

const isOwn = name => name.startsWith('aihubmix-');
const ruleset = async () => bundleAndLoadRuleset(here('.spectral.yaml'), { fs, fetch });
const all = new Spectral();
all.setRuleset(await ruleset());
const own = new Spectral();
own.setRuleset(await ruleset());
for (const [name, rule] of Object.entries(own.ruleset.rules)) {
  rule.enabled &&= isOwn(name);
}

const lint = async (spectral, content, parser) =>
  [...new Set((await spectral.run(new Document(content, parser, source))).map(result => String(result.code)))];

const gpt = '/v1/models/opanai/gpt-image-1/predictions';
const flux = '/v1/models/bfl/flux-kontext-max/predictions';
const ultra = '/v1/models/google/imagen-4.0-ultra-generate-preview-06-06/predictions';
const imagen3 = '/v1/models/google/imagen-3.0-generate-002/predictions';
const ideogram = '/v1/models/ideogram/V3/predictions';
const stable = '/v1/models/stability/Stable-Diffusion-3-5-Large/predictions';
const post = (d, route = gpt) => d.paths[route].post;
const schema = (d, name) => d.components.schemas[name];
const property = (d, name, field) => schema(d, name).properties[field];
const ask = (d, route, name = 'full') => post(d, route).requestBody.content['application/json'].examples[name].value.input;
const answer = (d, route, name) => post(d, route).responses[200].content['application/json'].examples[name].value;
const rule = (d, name, kind) => schema(d, name)['x-rules'].find(each => each.rule === kind);
const shared = (d, name) => d.components.examples[name].value;
const problems = (d, name) => d.components.responses[name].content['application/json'].examples;

const cases = [
  // Examples are valid: of requests, of replies, shared ones, of errors, of headers and parameters.
  ['oas3-valid-media-example', 'request, out of range', d => { ask(d, gpt).n = 11; }],
  ['oas3-valid-media-example', 'request, not of the enum', d => { ask(d, ideogram).aspect_ratio = '2:3'; }],
  ['oas3-valid-media-example', 'request, prompt missing', d => { delete ask(d, stable, 'minimal').prompt; }],
  ['oas3-valid-media-example', 'request, second member', d => { post(d).requestBody.content['application/json'].examples.page.value.model = 'x'; }],
  ['oas3-valid-media-example', 'request, in a value', d => { ask(d, ideogram).color_palette.members[0].color_hex = 'red'; }],
  ['oas3-valid-media-example', 'request, shared', d => { shared(d, 'FluxKontextFullTextToImage').input.safety_tolerance = 7; }],
  ['oas3-valid-media-example', 'request, pattern', d => { shared(d, 'FluxKontextFullTextToImage').input.aspect_ratio = '16x9'; }],
  ['oas3-valid-media-example', 'reply, wrong type', d => { answer(d, gpt, 'inline').usage.total_tokens = 'many'; }],
  ['oas3-valid-media-example', 'reply, no form of output', d => { answer(d, ideogram, 'url').output = 7; }],
  ['oas3-valid-media-example', 'reply, shared', d => { shared(d, 'ImagenPredictionBase64').output[0].bytesBase64 = 7; }],
  ['oas3-valid-media-example', 'reply, task', d => { d.paths['/v1/tasks/{taskId}'].get.responses[200].content['application/json'].examples.pending.value.result = 'soon'; }],
  ['oas3-valid-media-example', 'error', d => { problems(d, 'BadRequest').moderationBlocked.value.error.message = 1; }],
  ['oas3-valid-media-example', 'header', d => { d.components.headers.AihubmixRequestId.example = 1; }],
  ['oas3-valid-media-example', 'parameter', d => { d.components.parameters.TaskId.example = ''; }],
  ['oas3-valid-schema-example', 'default, not of the enum', d => { property(d, 'GptImageInput', 'size').default = '1x1'; }],
  ['oas3-valid-schema-example', 'default, out of range', d => { property(d, 'FluxKontextInput', 'safety_tolerance').default = 9; }],
  // Spectral's own, raised to errors.
  ['oas3-schema', 'not OpenAPI', d => { post(d).responses = []; }],
  ['oas3-unused-component', 'example', d => { d.components.examples.Unused = { summary: 'x', value: {} }; }],
  ['no-$ref-siblings', 'description beside $ref', d => { const p = property(d, 'FluxKontextRequest', 'input'); p.$ref = p.allOf[0].$ref; delete p.allOf; }],
  ['operation-operationId', 'missing', d => { delete d.paths['/v1/tasks/{taskId}'].get.operationId; }],
  ['operation-operationId-unique', 'twice', d => { d.paths['/v1/tasks/{taskId}'].get.operationId = 'predictGptImage1'; }],
  ['operation-description', 'missing', d => { delete post(d).description; }],
  ['operation-success-response', 'missing', d => { delete post(d, flux).responses[200]; }],
  ['operation-tag-defined', 'unknown tag', d => { post(d).tags = ['Nobody']; }],
  ['operation-tags', 'none', d => { delete post(d).tags; }],
  // The project's own.
  ['aihubmix-described', 'operation without a summary', d => { delete post(d).summary; }],
  ['aihubmix-described', 'input property', d => { delete property(d, 'ImagenInput', 'seed').description; }],
  ['aihubmix-described', 'value property', d => { property(d, 'IdeogramPaletteColor', 'color_hex').description = ' '; }],
  ['aihubmix-described', 'reply property', d => { delete property(d, 'PredictionTask', 'status').description; }],
  ['aihubmix-described', 'schema', d => { delete schema(d, 'ErrorDetail').description; }],
  ['aihubmix-described', 'example of a request', d => { delete post(d).requestBody.content['application/json'].examples.page.summary; }],
  ['aihubmix-described', 'header', d => { delete d.components.headers.RetryAfter.description; }],
  ['aihubmix-typed', 'property', d => { delete property(d, 'DallE3Input', 'user').type; }],
  ['aihubmix-typed', 'items', d => { delete property(d, 'IdeogramV3Input', 'style_codes').items.type; }],
  ['aihubmix-plain-input', 'oneOf', d => { property(d, 'FluxKontextInput', 'raw').oneOf = [{ type: 'boolean' }]; }],
  ['aihubmix-plain-input', 'allOf of the schema', d => { schema(d, 'GptImageInput').allOf = [{ type: 'object' }]; }],
  ['aihubmix-schema-kind', 'no kind', d => { delete schema(d, 'ImageUsage')['x-kind']; }],
  ['aihubmix-schema-kind', 'family taken', d => { schema(d, 'DallE3Input')['x-family'] = 'gpt-image'; }],
  ['aihubmix-schema-kind', 'other title', d => { schema(d, 'OutputItem').title = 'Item'; }],
  ['aihubmix-request-pair', 'input of another', d => { property(d, 'DallE3Request', 'input').allOf[0].$ref = '#/components/schemas/GptImageInput'; }],
  ['aihubmix-request-pair', 'open envelope', d => { schema(d, 'ImagenRequest').additionalProperties = true; }],
  ['aihubmix-request-pair', 'body not required', d => { post(d).requestBody.required = false; }],
  ['aihubmix-request-pair', 'request missing', d => {
    const { input } = d.components.schemas.StableDiffusion35Request.properties;
    delete d.components.schemas.StableDiffusion35Request;
    post(d, stable).requestBody.content['application/json'].schema = { type: 'object', properties: { input: { allOf: input.allOf } } };
  }],
  ['aihubmix-default', 'required', d => { schema(d, 'DallE3Input').required.push('n'); }],
  ['aihubmix-sourced', 'no source', d => { delete property(d, 'FluxKontextInput', 'width')['x-source']; }],
  ['aihubmix-sourced', 'no source in a reply', d => { delete property(d, 'ErrorDetail', 'code')['x-source']; }, ['aihubmix-source-used']],
  ['aihubmix-sourced', 'unknown source', d => { property(d, 'FluxKontextInput', 'width')['x-source'].from = ['hearsay']; }],
  ['aihubmix-sourced', 'unknown source of a rule', d => { rule(d, 'FluxKontextInput', 'maximum-when').source = 'hearsay'; }],
  ['aihubmix-source-used', 'unused', d => { d['x-sources'].hearsay = { title: 'Hearsay' }; }],
  ['aihubmix-vocabulary-key', 'unknown', d => { property(d, 'FluxKontextInput', 'raw')['x-tension'] = 1; }],
  ['aihubmix-vocabulary-key', 'unknown, on a response', d => { d.components.responses.BadRequest['x-tension'] = 1; }],
  ['aihubmix-vocabulary-key', 'misplaced', d => { d.info['x-family'] = 'flux-kontext'; }],
  ['aihubmix-vocabulary-value', 'x-sources', d => { d['x-sources'].page.link = 'https://example.com'; }],
  ['aihubmix-vocabulary-value', 'x-model, unknown delivery', d => { post(d)['x-model'].delivery = 'later'; }],
  ['aihubmix-vocabulary-value', 'x-model, no vendor', d => { delete post(d)['x-model'].vendor; }],
  ['aihubmix-vocabulary-value', 'x-model, lifetime', d => { post(d, flux)['x-model'].urlLifetime = '10 minutes'; }],
  ['aihubmix-vocabulary-value', 'x-kind', d => { schema(d, 'ImageUsage')['x-kind'] = 'reply'; }],
  ['aihubmix-vocabulary-value', 'x-family', d => { schema(d, 'DallE3Input')['x-family'] = 'DALL-E'; }],
  ['aihubmix-vocabulary-value', 'x-rules, unknown kind', d => { rule(d, 'FluxKontextInput', 'maximum-when').rule = 'minimum-when'; }],
  ['aihubmix-vocabulary-value', 'x-rules, no reason', d => { delete rule(d, 'ImagenInput', 'excludes').why; }],
  ['aihubmix-vocabulary-value', 'x-source', d => { property(d, 'DallE3Input', 'n')['x-source'].confidence = 'sure'; }],
  ['aihubmix-vocabulary-value', 'x-role', d => { property(d, 'DallE3Input', 'n')['x-role'] = 'number'; }],
  ['aihubmix-vocabulary-value', 'x-image', d => { property(d, 'GptImageInput', 'image')['x-image'].types = ['gif']; }],
  ['aihubmix-vocabulary-value', 'x-ratio', d => { property(d, 'FluxKontextInput', 'aspect_ratio')['x-ratio'].minimum = '9x21'; }],
  ['aihubmix-vocabulary-value', 'x-pixels', d => { property(d, 'ImagenInput', 'aspectRatio')['x-pixels']['1:1'] = '1024'; }],
  ['aihubmix-vocabulary-value', 'x-known-values', d => { property(d, 'PredictionTask', 'status')['x-known-values'].push('Ready'); }, ['aihubmix-enum-name']],
  ['aihubmix-vocabulary-value', 'x-csharp-name', d => { property(d, 'DallE3Input', 'n')['x-csharp-name'] = 'how-many'; }],
  ['aihubmix-vocabulary-value', 'x-csharp-prefix', d => { property(d, 'DallE3Input', 'size')['x-csharp-prefix'] = '_'; }, ['aihubmix-enum-name']],
  ['aihubmix-vocabulary-value', 'x-csharp-names', d => { property(d, 'StableDiffusion35Input', 'style_preset')['x-csharp-names']['3d-model'] = '3d'; }, ['aihubmix-enum-name']],
  ['aihubmix-model', 'missing', d => { delete post(d)['x-model']; }],
  ['aihubmix-model', 'elsewhere', d => { const { get } = d.paths['/v1/tasks/{taskId}']; get['x-model'] = { ...post(d)['x-model'], name: 'Task', path: 'a/b', laterPath: 'a/c', aliases: ['a/c'] }; get.operationId = 'predictTask'; }, ['aihubmix-request-pair']],
  ['aihubmix-model-path', 'other spelling', d => { post(d, ideogram)['x-model'].path = 'ideogram/v3'; }],
  ['aihubmix-model-path', 'later path that is no alias', d => { post(d)['x-model'].laterPath = 'openai/gpt-image'; }],
  ['aihubmix-model-name', 'alias taken', d => { post(d, flux)['x-model'].aliases.push('bfl/flux-kontext-pro'); }],
  ['aihubmix-model-name', 'name taken', d => { post(d, flux)['x-model'].name = 'FluxKontextPro'; }],
  ['aihubmix-model-name', 'operationId not of the name', d => { post(d).operationId = 'draw'; }],
  ['aihubmix-enum-title', 'missing', d => { delete property(d, 'GptImageInput', 'size').title; }],
  ['aihubmix-enum-title', 'taken by an enum', d => { property(d, 'GptImageInput', 'size').title = 'DallE3Size'; }],
  ['aihubmix-enum-title', 'taken by a schema', d => { property(d, 'PredictionTask', 'status').title = 'PredictionTask'; }],
  ['aihubmix-enum-string', 'unquoted', d => { property(d, 'ImagenInput', 'language').enum.push(false); }],
  ['aihubmix-enum-name', 'digit first, no prefix', d => { delete property(d, 'IdeogramV3Input', 'aspect_ratio')['x-csharp-prefix']; }],
  ['aihubmix-enum-name', 'digit first, no name', d => { delete property(d, 'IdeogramV3Input', 'style_preset')['x-csharp-names']['80S_ILLUSTRATION']; }],
  ['aihubmix-enum-name', 'clash', d => { delete property(d, 'ImagenInput', 'personGeneration')['x-csharp-names'].ALLOW_ALL; }],
  ['aihubmix-enum-name', 'name of no value', d => { property(d, 'IdeogramV3Input', 'style_preset')['x-csharp-names'].GONE = 'Gone'; }],
  ['aihubmix-enum-name', 'pixels of no value', d => { property(d, 'ImagenInput', 'aspectRatio')['x-pixels']['5:4'] = '10x8'; }],
  ['aihubmix-picture', 'a number', d => { Object.assign(property(d, 'GptImageInput', 'user'), { type: 'integer', format: 'int32', 'x-image': { base64: 'raw', types: ['png'] } }); delete ask(d, gpt).user; }],
  ['aihubmix-picture', 'single without a list', d => { property(d, 'GptImageInput', 'image')['x-image'].single = true; }],
  ['aihubmix-vocabulary-value', 'x-image, single that is not', d => { Object.assign(property(d, 'GptImageInput', 'image'), { type: 'array', items: { type: 'string' } })['x-image'].single = false; }],
  ['aihubmix-model-picture', 'required, but from text', d => { schema(d, 'GptImageInput').required.push('image'); }],
  ['aihubmix-model-picture', 'required of one model, but from text', d => { post(d)['x-rules'] = [{ rule: 'required', field: 'image', source: 'openai', why: 'Test.' }]; }, ['aihubmix-example-rule']],
  ['aihubmix-model-picture', 'not from text, but not required', d => { post(d)['x-model'].capabilities = ['image-to-image']; }],
  ['aihubmix-role', 'twice', d => { property(d, 'FluxKontextInput', 'width')['x-role'] = 'seed'; }],
  ['aihubmix-rule-field', 'of a schema', d => { rule(d, 'FluxKontextInput', 'maximum-when').present = 'image'; }],
  ['aihubmix-rule-field', 'of an operation', d => { post(d, imagen3)['x-rules'][0].field = 'size'; }],
  ['aihubmix-rule-place', 'required on a schema', d => { schema(d, 'StableDiffusion35Input')['x-rules'] = [{ rule: 'required', field: 'prompt', source: 'stability', why: 'Test.' }]; }],
  ['aihubmix-rule-place', 'maximum on a schema', d => { schema(d, 'StableDiffusion35Input')['x-rules'] = [{ rule: 'maximum', field: 'cfg_scale', maximum: 5, source: 'stability', why: 'Test.' }]; }],
  ['aihubmix-example-rule', 'excludes', d => { ask(d, imagen3).numberOfImages = 1; }],
  ['aihubmix-example-rule', 'excludes, in a value', d => { ask(d, ideogram).color_palette.name = 'EMBER'; }],
  ['aihubmix-example-rule', 'requires', d => { schema(d, 'GptImageInput')['x-rules'].push({ rule: 'requires', field: 'n', requires: 'user', source: 'openai', why: 'Test.' }); }],
  ['aihubmix-example-rule', 'maximum-when', d => { shared(d, 'FluxKontextFullImageToImage').input.safety_tolerance = 3; }],
  ['aihubmix-example-rule', 'values-when, equals', d => { ask(d, gpt).output_format = 'jpeg'; }],
  ['aihubmix-example-rule', 'values-when, present', d => { delete ask(d, imagen3).addWatermark; ask(d, imagen3).outputMimeType = 'image/png'; }],
  ['aihubmix-example-rule', 'maximum', d => { shared(d, 'ImagenFull').input.numberOfImages = 2; }],
  ['aihubmix-example-rule', 'absent', d => { ask(d, imagen3).imageSize = '1K'; }],
  ['aihubmix-example-rule', 'required', d => { post(d, stable)['x-rules'] = [{ rule: 'required', field: 'seed', source: 'stability', why: 'Test.' }]; }],
  ['aihubmix-example-rule', 'refuses', d => { post(d)['x-rules'] = [{ rule: 'refuses', field: 'size', values: ['1024x1024'], source: 'openai', why: 'Test.' }]; }],
  ['aihubmix-example-rule', 'ratio', d => { shared(d, 'FluxKontextFullTextToImage').input.aspect_ratio = '3:1'; }],
];

let passed = 0;
let failed = 0;
function report(name, expected, codes) {
  const missing = expected.filter(code => !codes.includes(code));
  const surplus = codes.filter(code => !expected.includes(code));
  if (missing.length + surplus.length === 0) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED ${name}: not reported [${missing.join(', ')}], not expected [${surplus.join(', ')}]`);
  }
}

report('the document itself', [], await lint(all, text, Yaml));
report('parser: a key twice', ['parser'], await lint(all, text.replace('openapi: 3.0.3', 'openapi: 3.0.3\nopenapi: 3.0.3'), Yaml));
for (const [code, name, damage, others = []] of cases) {
  const copy = JSON.parse(pristine);
  damage(copy);
  report(`${code}: ${name}`, [code, ...others], await lint(isOwn(code) ? own : all, JSON.stringify(copy), Json));
}
report('every rule of the project has a case', [], Object.keys(all.ruleset.rules).filter(isOwn).filter(name => !cases.some(([code]) => code === name)));

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
