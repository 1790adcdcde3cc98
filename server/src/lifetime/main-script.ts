import { absolutePath } from '../launch/files.ts';
import { wholeText } from '../programs/files.ts';
import { usedParameters } from '../shell/used-parameters.ts';
import type { MainScript, ScriptSource, World } from './machine.ts';
import type { ShellCall } from './shells.ts';
import type { State } from './state.ts';

/** What a script does with its parameters, once it is known to be what the main process runs first. */
export function mainScriptOf(call: ShellCall, state: State, world: World): MainScript {
  const { source, parameters } = call;
  return {
    source,
    parameters,
    usesParameters: () => usesParameters(source, state, world, new Set()),
  };
}

/** A script that is sourced from an unknown place may use them. */
function usesParameters(
  source: ScriptSource,
  state: State,
  world: World,
  seen: Set<string>,
): boolean {
  const { used, sourced } = usedParameters(source.script);
  if (used) return true;
  return sourced.some(name => {
    const path = name?.includes('/') ? absolutePath(name, state.workdir) : undefined;
    if (path === undefined) return true;
    const text = wholeText(world.openFile(path));
    if (text === undefined) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    return usesParameters(world.readText(text), state, world, seen);
  });
}
