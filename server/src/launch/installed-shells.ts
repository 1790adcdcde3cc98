/** Which shells a container has: those of its base image, and what the build may add. */
import type { OpenedFile } from '../programs/files.ts';
import { USERS_SHELL } from '../programs/wrapped.ts';
import { childSteps } from '../shell/child-steps.ts';
import type { RunStep, Script, Step } from '../shell/steps.ts';
import type { ContainerFiles, Effect, Run } from './files.ts';
import type { Image } from './images/image.ts';
import { nameOf, type RunText, wordText } from './run-output.ts';

/** Where shells are. */
const DIRECTORIES = ['/bin', '/usr/bin', '/usr/local/bin'];

/** Commands that bring no shell, whatever their words are. */
const HARMLESS =
  /^(addgroup|adduser|cargo|cat|cd|chgrp|chmod|chown|chpasswd|composer|corepack|curl|date|delgroup|deluser|dos2unix|echo|env|export|false|find|gem|getent|go|grep|groupadd|id|ls|mkdir|mvn|npm|npx|passwd|pip|pip3|pnpm|poetry|printf|python|python3|rm|rmdir|sed|set|sleep|sync|tee|test|touch|true|unset|useradd|usermod|uv|wget|yarn|\[|:)$/;

/** Debian and its images have these only where a package was installed for them (`apt-cache show time`: priority optional). */
const NOT_IN_DEBIAN = /^(command|time)$/;

/** What the build may make of a shell that the base image lacks. */
export interface Build {
  readonly files: ContainerFiles;
  readonly scriptOf: (text: string) => Script;
  readonly openFile: (path: string) => OpenedFile;
}

/** True or false where it is sure; undefined where the image is not known, or the build may bring one. */
export function hasShell(
  name: string,
  image: Image | undefined,
  build: Build,
): boolean | undefined {
  if (image === undefined) return undefined;
  // Some shell a user has, if there is any.
  if (image.shells.includes(name === USERS_SHELL ? 'sh' : name)) return true;
  const paths = DIRECTORIES.map(directory => `${directory}/${name}`);
  const copied = paths.some(path => build.openFile(path).kind !== 'absent');
  const silent = !image.onlyShells || copied || mayBring(name, build.files, build);
  return silent ? undefined : false;
}

/** True where it is sure. */
export function lacksProgram(name: string, image: Image | undefined, build: Build): boolean {
  const left = image?.sh === 'dash' && NOT_IN_DEBIAN.test(name);
  return left && hasShell(name, image, build) === false;
}

function mayBring(name: string, { effects, base }: ContainerFiles, build: Build): boolean {
  const bringing = effects.some(effect => bringsShell(name, effect, build));
  return bringing || (base !== undefined && mayBring(name, base, build));
}

/** What COPY brings is seen by its path; what ADD unpacks is not. */
function bringsShell(name: string, effect: Effect, { scriptOf }: Build): boolean {
  if (effect.kind === 'run') return runBrings(name, effect, scriptOf(effect.text.text));
  const adds = effect.kind === 'copy' && effect.by?.instruction.keyword === 'ADD';
  return adds && /\.(tar|t[gx]z|tbz2?|tar\.\w+)$/.test(effect.source);
}

/** A RUN that may make a file of that name, other than by installing packages. */
export function mayMake(name: string, { effects, base }: ContainerFiles, build: Build): boolean {
  const making = effects.some(effect => {
    if (effect.kind !== 'run') return false;
    const script = build.scriptOf(effect.text.text);
    const text = { run: effect, script };
    const unsure = script.errors.length > 0 || mentions(name, text);
    return unsure || script.steps.some(step => stepBrings(step, text, isInstaller));
  });
  return making || (base !== undefined && mayMake(name, base, build));
}

/** A command names it that may make it: these only touch what is there. */
function mentions(name: string, text: RunText): boolean {
  const { script } = text;
  return runsIn(script.steps).some(
    step =>
      script.text.slice(step.at.start, step.at.end).includes(name) &&
      (step.redirects.length > 0 || !TOUCHES.test(nameOf(step, text) ?? '')),
  );
}

const TOUCHES = /^(cat|chgrp|chmod|chown|dos2unix|ls|mkdir|rm|rmdir|stat)$/;

function runsIn(steps: readonly Step[]): readonly RunStep[] {
  return steps.flatMap(step => (step.kind === 'run' ? [step] : runsIn(childSteps(step))));
}

function isInstaller(name: string): boolean {
  return /^(apk|apt|apt-get|dnf|microdnf|yum)$/.test(name);
}

/** A RUN in an image without any shell is none that a shell reads. */
function runBrings(name: string, run: Run, script: Script): boolean {
  if (name === 'sh' || script.text.includes(name) || script.errors.length > 0) return true;
  return script.steps.some(step => stepBrings(step, { run, script }));
}

function stepBrings(
  step: Step,
  text: RunText,
  isLeftOut: (name: string) => boolean = () => false,
): boolean {
  if (step.kind === 'opaque') return true;
  return step.kind === 'run'
    ? !isLeftOut(nameOf(step, text) ?? '') && commandBrings(step, text)
    : childSteps(step).some(child => stepBrings(child, text, isLeftOut));
}

function commandBrings(step: RunStep, text: RunText): boolean {
  if (step.words.length === 0) return false;
  const name = nameOf(step, text);
  if (name === undefined) return true;
  const words = step.words.slice(1).map(word => wordText(word, text));
  return name === 'apk' ? packagesBring(words) : !HARMLESS.test(name);
}

/** Any package may depend on a shell. */
function packagesBring(words: readonly (string | undefined)[]): boolean {
  if (words.includes('del') || words.includes('update')) return false;
  return words.some((word, index) => {
    if (word === undefined) return true;
    const isValue = /^(-t|--virtual|-X|--repository)$/.test(words[index - 1] ?? '');
    return word !== 'add' && !word.startsWith('-') && !isValue;
  });
}
