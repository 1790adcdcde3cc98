/** The images that a Compose file builds. */
import { parse } from 'yaml';
import { pathInside } from './files.ts';

/** A `build` of a service; both paths are relative to the workspace folder. */
export interface ComposeBuild {
  readonly dockerfile: string;
  readonly context: string;
  /** The service has a terminal, or an input that stays open. */
  readonly terminal: boolean;
  /** The service says itself what is started. */
  readonly startsOther: boolean;
}

/**
 * Reads `build`, in its short and its long form, of each service (docs.docker.com/reference/compose-file/build).
 * What is no YAML has none; values with variables, URLs and paths outside the workspace folder are left out.
 */
export function readComposeBuilds(path: string, text: string): readonly ComposeBuild[] {
  const services = fieldOf(parsed(text), 'services');
  if (!isRecord(services)) return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.values(services).flatMap(service => {
    const build = fieldOf(service, 'build');
    const context = typeof build === 'string' ? build : (fieldOf(build, 'context') ?? '.');
    const dockerfile = fieldOf(build, 'dockerfile') ?? 'Dockerfile';
    if (build === undefined || !isPath(context) || !isPath(dockerfile)) return [];
    const inside = pathInside(`${folder}${context}`);
    const file = inside === undefined ? undefined : pathInside(`${inside}/${dockerfile}`);
    return inside === undefined || file === undefined
      ? []
      : [{ dockerfile: file, context: inside, ...startOf(service) }];
  });
}

function startOf(service: unknown): Pick<ComposeBuild, 'terminal' | 'startsOther'> {
  const has = (name: string): boolean => fieldOf(service, name) !== undefined;
  return {
    terminal: fieldOf(service, 'tty') === true || fieldOf(service, 'stdin_open') === true,
    startsOther: has('command') || has('entrypoint'),
  };
}

/** A Compose file that is being typed is often none. */
function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && !/[$:]|^[/~]/.test(value);
}
