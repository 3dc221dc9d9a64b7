// The checks behind the rules "aihubmix-*" of .spectral.yaml. Each is a generator over the unresolved
// document that yields [path, message] for everything it objects to.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schema as validate } from '@stoplight/spectral-functions';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
// Objects whose keys are names of the author, not keywords.
const maps = new Set(['properties', 'headers', 'examples', 'schemas', 'content']);
// Members that hold data, not description.
const data = new Set(['value', 'example', 'default', 'enum']);

const pointer = reference => reference.slice(2).split('/').map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
const follow = (document, node) =>
  node?.$ref === undefined ? node : follow(document, pointer(node.$ref).reduce((at, part) => at?.[part], document));
/** The schema that a property stands for: itself, or what its lone reference points to. */
const actual = (document, node) =>
  node?.allOf?.length === 1 && node.allOf[0].$ref ? follow(document, node.allOf[0]) : follow(document, node);

function* schemas(document) {
  for (const [name, node] of Object.entries(document.components?.schemas ?? {})) {
    yield { name, node, path: ['components', 'schemas', name] };
  }
}

function* properties(document) {
  for (const owner of schemas(document)) {
    for (const [name, node] of Object.entries(owner.node.properties ?? {})) {
      yield { owner, name, node, path: [...owner.path, 'properties', name] };
    }
  }
}

function* operations(document) {
  for (const [route, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods.filter(name => item[name])) {
      yield { route, node: item[method], path: ['paths', route, method] };
    }
  }
}

const models = function* (document) {
  for (const operation of operations(document)) {
    if (operation.node['x-model']) {
      yield { ...operation, model: operation.node['x-model'] };
    }
  }
};

const bodyOf = operation => operation.node.requestBody?.content?.['application/json'];
const inputOf = (document, operation) =>
  actual(document, follow(document, bodyOf(operation)?.schema)?.properties?.input);

/** Every x- key of the document with its place, leaving out examples and other data. */
function* extensions(node, path = [], names = false) {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    const at = [...path, key];
    if (!names && key.startsWith('x-')) {
      yield { key, value, path: at, place: place(path) };
    } else if (names || !data.has(key)) {
      yield* extensions(value, at, !names && !Array.isArray(node) && maps.has(key));
    }
  }
}

function place(path) {
  if (path.length === 0) return 'document';
  if (path.length === 3 && path[0] === 'paths' && methods.includes(path[2])) return 'operation';
  if (path.length === 3 && path[0] === 'components' && path[1] === 'schemas') return 'schema';
  if (path.length > 3 && path[path.length - 2] === 'properties') return 'property';
  return 'other';
}

function* rules(document) {
  for (const { node, path } of schemas(document)) {
    for (const [index, rule] of (node['x-rules'] ?? []).entries()) {
      yield { rule, path: [...path, 'x-rules', index], input: node, place: 'schema' };
    }
  }
  for (const operation of operations(document)) {
    for (const [index, rule] of (operation.node['x-rules'] ?? []).entries()) {
      yield { rule, path: [...operation.path, 'x-rules', index], input: inputOf(document, operation), place: 'operation' };
    }
  }
}

const fieldsOf = rule => [...(rule.fields ?? []), rule.field, rule.requires, rule.present, rule.when].filter(name => name !== undefined);

function broken(rule, input) {
  const has = name => input[name] !== undefined;
  const size = name => Array.isArray(input[name]) ? input[name].length : input[name];
  switch (rule.rule) {
    case 'excludes': return rule.fields.filter(has).length > 1;
    case 'requires': return has(rule.field) && !has(rule.requires);
    case 'maximum-when': return has(rule.present) && size(rule.field) > rule.maximum;
    case 'values-when':
      return has(rule.field) && (rule.equals === undefined ? has(rule.when) : input[rule.when] === rule.equals) && !rule.values.includes(input[rule.field]);
    case 'maximum': return size(rule.field) > rule.maximum;
    case 'absent': return has(rule.field);
    case 'required': return !has(rule.field);
    case 'refuses': return rule.values.includes(input[rule.field]);
    default: return false;
  }
}

const ratio = text => text.split(':').reduce((width, height) => width / height);

/** The C# name of a word of an enum, by the same mangling as the generator's templates. */
function memberName(word, property) {
  const byHand = property['x-csharp-names']?.[word];
  if (byHand) return byHand;
  const name = word.replace(/:/g, 'x').split(/[-_/. ]/).map(part => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase()).join('');
  return (property['x-csharp-prefix'] ?? '') + name;
}

const checks = {
  *described(document) {
    const blank = node => typeof node?.description !== 'string' || node.description.trim() === '';
    for (const [index, tag] of (document.tags ?? []).entries()) {
      if (blank(tag)) yield [['tags', index], `tag ${tag.name} has no description`];
    }
    for (const { node, path } of operations(document)) {
      if (!node.summary) yield [path, 'the operation has no summary'];
      // That an operation has a description is a rule of Spectral's own.
      for (const [name, example] of Object.entries(node.requestBody?.content?.['application/json']?.examples ?? {})) {
        if (!follow(document, example)?.summary) yield [[...path, 'requestBody', 'content', 'application/json', 'examples', name], `example ${name} has no summary`];
      }
      for (const [status, response] of Object.entries(node.responses ?? {})) {
        for (const [name, example] of Object.entries(response.content?.['application/json']?.examples ?? {})) {
          if (!follow(document, example)?.summary) yield [[...path, 'responses', status, 'content', 'application/json', 'examples', name], `example ${name} has no summary`];
        }
      }
    }
    for (const { name, node, path } of schemas(document)) {
      if (blank(node)) yield [path, `${name} has no description`];
    }
    for (const { owner, name, node, path } of properties(document)) {
      if (blank(node)) yield [path, `${owner.name}.${name} has no description`];
    }
    for (const group of ['parameters', 'headers']) {
      for (const [name, node] of Object.entries(document.components?.[group] ?? {})) {
        if (blank(node)) yield [['components', group, name], `${name} has no description`];
      }
    }
  },

  *typed(document) {
    for (const { owner, name, node, path } of properties(document)) {
      const free = owner.name === 'ErrorDetail' && name === 'code';
      const open = owner.node['x-kind'] === 'envelope' && node.anyOf;
      if (!free && !open && !actual(document, node)?.type) yield [path, `${owner.name}.${name} has no type`];
      if (node.type === 'array' && !follow(document, node.items)?.type) yield [path, `the items of ${owner.name}.${name} have no type`];
    }
  },

  *plainInput(document) {
    for (const { name, node, path } of schemas(document)) {
      if (node['x-kind'] !== 'input' && node['x-kind'] !== 'value') continue;
      for (const [at, part] of [[path, node], ...Object.entries(node.properties ?? {}).map(([key, value]) => [[...path, 'properties', key], value])]) {
        const keyword = ['oneOf', 'anyOf', 'not'].find(key => part[key]);
        if (keyword) yield [at, `${keyword} is not used in inputs (${name})`];
        if (part.allOf && !(part !== node && part.allOf.length === 1 && part.allOf[0].$ref)) {
          yield [at, `allOf is used in inputs for a lone reference only (${name})`];
        }
      }
    }
  },

  *schemaKind(document) {
    const families = new Set();
    for (const { name, node, path } of schemas(document)) {
      const kind = node['x-kind'];
      const family = node['x-family'];
      if (!kind) yield [path, `${name} has no x-kind`];
      if (node.type !== 'object') yield [path, `${name} is not an object`];
      if (node.title !== name) yield [path, `the title of ${name} is not its name`];
      if ((kind === 'input') !== (family !== undefined)) yield [path, `${name}: inputs, and nothing else, have an x-family`];
      if (family !== undefined && families.has(family)) yield [path, `the family ${family} is taken`];
      families.add(family);
    }
  },

  *requestPair(document) {
    const all = document.components?.schemas ?? {};
    for (const { name, node, path } of schemas(document)) {
      if (node['x-kind'] === 'input') {
        const request = all[name.replace(/Input$/, 'Request')];
        if (!name.endsWith('Input') || !request) yield [path, `${name} has no request of its name`];
      }
      if (name.endsWith('Request')) {
        const input = all[name.replace(/Request$/, 'Input')];
        const fits = input && actual(document, node.properties?.input) === input && Object.keys(node.properties).length === 1
          && node.required?.join() === 'input' && node.additionalProperties === false && node['x-kind'] === 'envelope';
        if (!fits) yield [path, `${name} is not an envelope around the input of its name`];
      }
    }
    for (const operation of models(document)) {
      const reference = bodyOf(operation)?.schema?.$ref;
      if (!operation.node.requestBody?.required || !reference?.endsWith('Request')) {
        yield [operation.path, 'a model takes a required body that refers to a request'];
      }
    }
  },

  *defaults(document) {
    for (const { owner, name, node, path } of properties(document)) {
      if (node.default !== undefined && owner.node.required?.includes(name)) yield [path, `${name} is required and has a default`];
    }
  },

  *sourced(document) {
    const known = document['x-sources'] ?? {};
    for (const { owner, name, node, path } of properties(document)) {
      if (!node['x-source']) yield [path, `${owner.name}.${name} has no x-source`];
    }
    for (const { key, value, path } of extensions(document)) {
      const keys = key === 'x-source' ? value?.from ?? [] : key === 'x-rules' ? value.map(rule => rule.source).filter(Boolean) : [];
      for (const source of keys) {
        if (!Object.hasOwn(known, source)) yield [path, `there is no source ${source}`];
      }
    }
  },

  *sourceUsed(document) {
    const used = new Set();
    for (const { key, value } of extensions(document)) {
      if (key === 'x-source') value?.from?.forEach(source => used.add(source));
      if (key === 'x-rules') value.forEach(rule => used.add(rule.source));
    }
    for (const source of Object.keys(document['x-sources'] ?? {})) {
      if (!used.has(source)) yield [['x-sources', source], `nothing refers to the source ${source}`];
    }
  },

  *vocabularyKey(document, { vocabulary }) {
    for (const { key, path, place } of extensions(document)) {
      const places = vocabulary.definitions[key]?.$comment?.split(' ');
      if (!places) yield [path, `${key} is not in the vocabulary`];
      else if (!places.includes(place)) yield [path, `${key} does not belong here; it belongs to: ${places.join(', ')}`];
    }
  },

  *vocabularyValue(document, { vocabulary, context }) {
    for (const { key, value, path } of extensions(document)) {
      if (!vocabulary.definitions[key]?.$comment) continue;
      // One object per key, since validators are cached by the object they are made from.
      const schema = schemaOfKey[key] ??= { definitions: vocabulary.definitions, allOf: [{ $ref: `#/definitions/${key}` }] };
      for (const problem of validate(value, { schema, dialect: 'draft7', allErrors: true }, { ...context, path }) ?? []) {
        yield [problem.path ?? path, `${key}: ${problem.message}`];
      }
    }
  },

  *model(document) {
    for (const { route, node, path } of operations(document)) {
      const wanted = route.startsWith('/v1/models/');
      if (wanted && !node['x-model']) yield [path, 'a path under /v1/models has no x-model'];
      if (!wanted && node['x-model']) yield [path, 'only paths under /v1/models have an x-model'];
    }
  },

  *modelPath(document) {
    for (const { route, path, model } of models(document)) {
      if (route.startsWith('/v1/models/') && route !== `/v1/models/${model.path}/predictions`) {
        yield [[...path, 'x-model', 'path'], `${model.path} is not what stands in ${route}`];
      }
      if (model.laterPath !== undefined && !model.aliases?.includes(model.laterPath)) {
        yield [[...path, 'x-model', 'laterPath'], `${model.laterPath} is not among the aliases`];
      }
    }
  },

  *modelName(document) {
    const names = new Set();
    const paths = new Set();
    for (const { node, path, model } of models(document)) {
      if (names.has(model.name)) yield [[...path, 'x-model', 'name'], `the name ${model.name} is taken`];
      names.add(model.name);
      for (const spelling of [model.path, ...(model.aliases ?? [])]) {
        if (paths.has(spelling)) yield [[...path, 'x-model'], `the path ${spelling} is taken`];
        paths.add(spelling);
      }
      if (node.operationId !== undefined && node.operationId !== `predict${model.name}`) {
        yield [[...path, 'operationId'], `the operationId of ${model.name} is not predict${model.name}`];
      }
    }
  },

  *enumTitle(document) {
    const taken = new Set(Object.keys(document.components?.schemas ?? {}));
    for (const { owner, name, node, path } of properties(document)) {
      if (!node.enum && !node['x-known-values']) continue;
      if (!/^[A-Z][A-Za-z0-9]*$/.test(node.title ?? '')) yield [path, `the values of ${owner.name}.${name} have no title that is a C# name`];
      else if (taken.has(node.title)) yield [path, `the title ${node.title} is taken`];
      taken.add(node.title);
    }
  },

  *enumString(document) {
    for (const { owner, name, node, path } of properties(document)) {
      for (const value of node.enum ?? []) {
        if (typeof value !== 'string') yield [[...path, 'enum'], `${value} in ${owner.name}.${name} is not a string`];
      }
    }
  },

  *enumName(document) {
    for (const { owner, name, node, path } of properties(document)) {
      const words = (node.enum ?? node['x-known-values'] ?? []).filter(word => typeof word === 'string');
      const names = new Set();
      for (const word of words) {
        const member = memberName(word, node);
        if (!/^[A-Z][A-Za-z0-9]*$/.test(member)) yield [path, `${word} in ${owner.name}.${name} has no C# name`];
        if (names.has(member)) yield [path, `the C# name ${member} in ${owner.name}.${name} is taken`];
        names.add(member);
      }
      for (const key of ['x-csharp-names', 'x-pixels']) {
        for (const word of Object.keys(node[key] ?? {})) {
          if (!words.includes(word)) yield [[...path, key], `${word} is no value of ${owner.name}.${name}`];
        }
      }
    }
  },

  *picture(document) {
    for (const { owner, name, node, path } of properties(document)) {
      if (!node['x-image']) continue;
      const list = node.type === 'array';
      if (node.type !== 'string' && !(list && node.items?.type === 'string')) yield [path, `${owner.name}.${name} is a picture, but neither a string nor an array of strings`];
      if (node['x-image'].single && !(list && owner.node['x-kind'] === 'input')) yield [path, `x-image.single of ${owner.name}.${name} belongs to an array in an input`];
    }
  },

  *modelPicture(document) {
    for (const operation of models(document)) {
      const input = inputOf(document, operation);
      const needed = Object.entries(input?.properties ?? {}).some(([name, field]) => field['x-role'] === 'image'
        && (input.required?.includes(name) || operation.node['x-rules']?.some(rule => rule.rule === 'required' && rule.field === name)));
      if (needed === operation.model.capabilities?.includes('text-to-image')) {
        yield [[...operation.path, 'x-model', 'capabilities'], needed ? `${operation.model.name} requires a picture, so it has no text-to-image` : `${operation.model.name} has no text-to-image, but requires no picture`];
      }
    }
  },

  *role(document) {
    for (const { name, node, path } of schemas(document)) {
      const roles = Object.values(node.properties ?? {}).map(property => property['x-role']);
      for (const role of new Set(roles)) {
        if (role && role !== 'image' && role !== 'count' && roles.filter(other => other === role).length > 1) {
          yield [path, `${name} has more than one property with the role ${role}`];
        }
      }
    }
  },

  *ruleField(document) {
    for (const { rule, path, input } of rules(document)) {
      for (const field of fieldsOf(rule)) {
        if (!Object.hasOwn(input?.properties ?? {}, field)) yield [path, `the rule names ${field}, which the schema does not have`];
      }
    }
  },

  *rulePlace(document) {
    for (const { rule, path, place } of rules(document)) {
      if (place === 'schema' && ['maximum', 'absent', 'required', 'refuses'].includes(rule.rule)) yield [path, `${rule.rule} stands on operations only`];
    }
  },

  *exampleRule(document) {
    /** All objects in an example that have a schema of their own, with that schema. */
    function* parts(value, schema) {
      if (typeof value !== 'object' || value === null || !schema) return;
      if (Array.isArray(value)) {
        for (const item of value) yield* parts(item, follow(document, schema.items));
        return;
      }
      yield [value, schema];
      for (const [name, member] of Object.entries(value)) yield* parts(member, actual(document, schema.properties?.[name]));
    }
    for (const operation of models(document)) {
      const input = inputOf(document, operation);
      for (const [name, example] of Object.entries(bodyOf(operation)?.examples ?? {})) {
        const at = [...operation.path, 'requestBody', 'content', 'application/json', 'examples', name];
        const root = follow(document, example)?.value?.input;
        for (const [value, schema] of parts(root, input)) {
          for (const rule of [...(schema['x-rules'] ?? []), ...(value === root ? operation.node['x-rules'] ?? [] : [])]) {
            if (broken(rule, value)) yield [at, `the example ${name} breaks the rule ${rule.rule} of ${fieldsOf(rule).join(', ')}`];
          }
          for (const [field, property] of Object.entries(schema.properties ?? {})) {
            const limits = property['x-ratio'];
            if (limits && typeof value[field] === 'string' && (ratio(value[field]) < ratio(limits.minimum) || ratio(value[field]) > ratio(limits.maximum))) {
              yield [at, `the example ${name} is out of the range of ${field}`];
            }
          }
        }
      }
    }
  },
};

const schemaOfKey = {};

// The vocabulary stands beside the document that is linted.
const read = new Map();
function vocabularyOf(context) {
  const file = join(dirname(context.document.source), 'vocabulary.schema.json');
  if (!read.has(file)) read.set(file, JSON.parse(readFileSync(file, 'utf8')));
  return read.get(file);
}

export default function (document, { check }, context) {
  const options = { context, get vocabulary() { return vocabularyOf(context); } };
  return [...checks[check](document, options)].map(([path, message]) => ({ path, message }));
}
