// Runs in each worker of a live page: holds an engine, compiled from Java, and answers requests with its answers. The engine's imports are
// given here one by one, none of which evaluates text, so that the page's policy can forbid that.
"use strict";
const unused = name => () => { throw new Error("the engine asked for " + name); };

function imports(module) {
  const needs = JSON.parse(new TextDecoder().decode(WebAssembly.Module.customSections(module, "teavm.memoryRequirements")[0]));
  const constant = value => new WebAssembly.Global({value: "i32", mutable: false}, value);
  const given = {
    env: {memory: new WebAssembly.Memory({initial: Math.max(needs.min || 0, 1), maximum: 1 << 15})},
    teavm: {
      takeStackTrace: () => ({getStack: () => []}), decorateException() {},
      createWeakRef: value => new WeakRef(value),
      deref: reference => { const value = reference.deref(); return value === undefined ? null : value; },
    },
    teavmMath: Math,
    teavmDate: {currentTimeMillis: () => Date.now()},
    teavmMemory: {notifyHeapResized() {}, heapOffset: constant((needs.dataSize || 0) + 7 & ~7), maxSize: constant(0x7fffffff)},
    teavmJso: {
      stringBuiltinsSupported: () => false, isUndefined: value => value === undefined, getProperty: (object, name) => object[name],
      unwrapInt: value => value, wrapInt: value => value, instanceOf: (value, type) => value instanceof type,
      createClass: () => class {}, defineFunction: value => value, defineStaticMethod() {},
      createFunction1: () => value => value, callFunction1: (call, value) => call(value),
    },
    "wasm:js-string": {
      fromCharCode: code => String.fromCharCode(code), concat: (a, b) => a + b, length: text => text.length,
      substring: (text, from, to) => text.substring(from, to), charCodeAt: (text, at) => text.charCodeAt(at),
    },
  };
  for (const {module: home, name} of WebAssembly.Module.imports(module)) {
    given[home] = given[home] || {};
    if (!(name in given[home])) given[home][name] = unused(name);
  }
  return given;
}

const engine = {
  async start(module) { this.exports = (await WebAssembly.instantiate(module, imports(module))).exports; },
  put(text) { for (let i = 0; i < text.length; i++) this.exports.put(text.charCodeAt(i)); },
  keep({name, bytes}) {
    this.put(name);
    for (const byte of new Uint8Array(bytes)) this.exports.data(byte);
    this.exports.keep();
  },
  ask(request) {
    this.put(JSON.stringify(request));
    const length = this.exports.ask();
    let answer = "";
    for (let i = 0; i < length; i += 4096) {
      const part = [];
      for (let k = i; k < Math.min(length, i + 4096); k++) part.push(this.exports.get(k));
      answer += String.fromCharCode(...part);
    }
    return JSON.parse(answer);
  },
};

onmessage = async ({data}) => {
  try {
    if (data.module) await engine.start(data.module);
    if (data.file) engine.keep(data.file);
    postMessage({id: data.id, answer: data.request ? engine.ask(data.request) : {}});
  } catch (failure) {
    postMessage({id: data.id, answer: {problems: ["the engine stopped: " + failure.message]}, stopped: true});
  }
};
