// The browser that shows the workbench, and the few things that tests may do in its window.

import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Hosts } from './hosts.ts';
import type { Playground } from './places.ts';

/** The part of playwright in use. Its own types are there only once the hosts are installed. */
interface Page {
  goto(url: string, options: { timeout: number }): Promise<unknown>;
  on(event: 'crash' | 'close', listener: () => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  exposeFunction(name: string, callback: (...args: never[]) => void): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  addInitScript(script: string): Promise<void>;
  screenshot(options: {
    path?: string;
    animations: 'disabled';
    omitBackground?: boolean;
  }): Promise<Buffer>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  locator(selector: string): { first(): Locator };
  readonly keyboard: { press(keys: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void> };
}
interface Locator {
  click(options: { timeout: number }): Promise<void>;
  waitFor(options: { state: 'visible' | 'hidden'; timeout: number }): Promise<void>;
}
interface Browser {
  newPage(options: { viewport: { width: number; height: number } }): Promise<Page>;
  close(): Promise<void>;
}
/** Likewise. */
type Sharp = (bytes: Buffer) => {
  png(options: { palette: true; colors: number; dither: number; effort: number }): {
    toBuffer(): Promise<Buffer>;
  };
};
interface Playwright {
  readonly chromium: {
    launch(options: {
      executablePath: string;
      args: readonly string[];
      env: NodeJS.ProcessEnv;
    }): Promise<Browser>;
  };
}

/** Draws an SVG file of a square in its own size, on nothing. */
export async function drawIcon(hosts: Hosts, playground: Playground, svg: string, png: string) {
  const browser = await launch(hosts, playground);
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  await page.goto(pathToFileURL(svg).href, { timeout: 60_000 });
  await page.screenshot({ path: png, animations: 'disabled', omitBackground: true });
  await browser.close();
}

export interface Screen {
  picture(path: string): Promise<void>;
  wait(selector: string, state: 'visible' | 'hidden'): Promise<void>;
  click(selector: string): Promise<void>;
  press(keys: string): Promise<void>;
  resize(height: number): Promise<void>;
}

export interface RunningBrowser extends Screen {
  /** Opens the workbench; settles with the exit code of the suite that runs there. */
  openWorkbench(url: string): Promise<number>;
  /** Settles, with the reason, when the page is lost. */
  readonly died: Promise<string>;
  /** What the page and the extension hosts logged last. */
  output(): string;
  stop(): Promise<void>;
}

const viewport = { width: 1000, height: 480 };
const widgetLimitMs = 15_000;
const closeLimitMs = 5000;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  // The workbench asks for update lists and the like: no test may depend on who answers.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export async function startBrowser(
  hosts: Hosts,
  playground: Playground,
  locale: string | undefined,
): Promise<RunningBrowser> {
  const browser = await launch(hosts, playground);
  const page = await browser.newPage({ viewport });
  // Where no server tells the workbench its display language, it takes what its page says.
  if (locale !== undefined) {
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(locale)}`);
  }
  const log: string[] = [];
  page.on('pageerror', error => log.push(`page error: ${error.message}`));
  page.on('console', message => log.push(`${message.type()}: ${message.text()}`));
  const died = new Promise<string>(resolve => {
    page.on('crash', () => resolve('The page crashed'));
    page.on('close', () => resolve('The page was closed'));
  });
  return {
    ...screenOf(page, hosts),
    openWorkbench: url => openWorkbench(page, url, line => log.push(line)),
    died,
    output: () => log.slice(-200).join('\n'),
    // A browser that hangs is killed by playwright when this process ends.
    stop: () => Promise.race([browser.close(), sleep(closeLimitMs, undefined, { ref: false })]),
  };
}

async function launch(hosts: Hosts, playground: Playground): Promise<Browser> {
  const { chromium }: Playwright = await import(pathToFileURL(hosts.playwright).href);
  const env = await browserEnvironment(hosts, playground);
  return chromium.launch({ executablePath: hosts.chromium, args: flags, env });
}

function screenOf(page: Page, hosts: Hosts): Screen {
  return {
    async picture(path) {
      // To the right of the tabs, where nothing shows a tip.
      await page.mouse.move(viewport.width - 300, 20);
      await page.evaluate(settled);
      await writeFile(path, await smallPicture(await page.screenshot(still), hosts));
    },
    resize: height => page.setViewportSize({ ...viewport, height }),
    wait: (selector, state) =>
      page.locator(selector).first().waitFor({ state, timeout: widgetLimitMs }),
    click: selector => page.locator(selector).first().click({ timeout: widgetLimitMs }),
    press: keys => page.keyboard.press(keys),
  };
}

const still = { animations: 'disabled' } as const;

/** The same picture with a palette: an editor has few colors. */
async function smallPicture(png: Buffer, { sharp }: Hosts): Promise<Buffer> {
  const { default: open }: { default: Sharp } = await import(pathToFileURL(sharp).href);
  return open(png).png({ palette: true, colors: 128, dither: 0, effort: 10 }).toBuffer();
}

// Text for the page, as this program has no DOM types: fonts are there, and two frames were drawn.
const settled = `document.fonts.ready.then(() => new Promise(drawn =>
  requestAnimationFrame(() => requestAnimationFrame(() => drawn()))))`;

/** A page that has these two functions is told by the workbench what the suite logs and how it ends. */
async function openWorkbench(
  page: Page,
  url: string,
  log: (line: string) => void,
): Promise<number> {
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>(resolve => {
    end = resolve;
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) =>
    log(`${type}: ${args.map(String).join(' ')}`),
  );
  await page.goto(url, { timeout: 60_000 });
  return ended;
}

/** Only the fonts of the hosts, so that pictures are the same on every machine. */
async function browserEnvironment(hosts: Hosts, { temp }: Playground): Promise<NodeJS.ProcessEnv> {
  const folder = join(temp, 'fonts');
  await mkdir(folder);
  const configuration = join(folder, 'fonts.conf');
  await writeFile(configuration, fontsConfiguration(hosts.fonts, join(folder, 'cache')));
  const env = { ...process.env, HOME: temp, FONTCONFIG_FILE: configuration };
  const runs = spawnSync(hosts.chromium, ['--version'], { env }).status === 0;
  return runs ? env : { ...env, LD_LIBRARY_PATH: hosts.chromiumLibraries };
}

function fontsConfiguration(folders: readonly string[], cache: string): string {
  const prefer = (family: string, font: string): string =>
    `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>',
    ...folders.map(folder => `<dir>${folder}</dir>`),
    `<cachedir>${cache}</cachedir>`,
    prefer('monospace', 'Source Code Pro'),
    ...['sans-serif', 'system-ui', 'serif'].map(family => prefer(family, 'Noto Sans JP')),
    '</fontconfig>',
  ].join('\n');
}
