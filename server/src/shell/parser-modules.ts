/** The parser's WASM files, as they are read. */
export interface ParserFiles {
  readonly runtime: Uint8Array;
  readonly bash: Uint8Array;
}

export interface ParserModules {
  readonly runtime: WebAssembly.Module;
  readonly bash: WebAssembly.Module;
  /** What the runtime works in; it makes its own where none is given. */
  readonly memory?: WebAssembly.Memory;
}

/** Engines compile on other threads, if they have any. */
export async function compileParser({ runtime, bash }: ParserFiles): Promise<ParserModules> {
  const compile = (file: Uint8Array): Promise<WebAssembly.Module> =>
    WebAssembly.compile(file as Uint8Array<ArrayBuffer>);
  const [runtimeModule, bashModule] = await Promise.all([compile(runtime), compile(bash)]);
  return { runtime: runtimeModule, bash: bashModule };
}
