import type { Case, Program } from '../program.ts';
import { all, commands, document, manual, repository, run, server, words } from './forms.ts';

/** Code on the command line. */
const CODE: Case['effect'] = 'returns';

/** Programs that run an application's files. */
export const interpreters: readonly Program[] = [
  {
    names: ['node', 'nodejs'],
    usual: { application: 0 },
    cases: [
      {
        when: { has: ['-v', '-h', '-p', '--print', '-c', '--check', '--v8-options'] },
        effect: 'finishes',
      },
      { when: { has: ['-e', '--eval'] }, effect: CODE },
      { when: { operands: 'none' }, effect: 'interactive' },
    ],
    valueOptions: [
      '-r',
      '--require',
      '--import',
      '--loader',
      '--experimental-loader',
      '--env-file',
      '-C',
      '--conditions',
      '-e',
      '--eval',
      '-p',
      '--print',
    ],
    optionsFirst: true,
    source: run('node 18.20.4'),
  },
  {
    names: ['python', 'pypy'],
    versioned: true,
    usual: { application: 0 },
    cases: [
      { when: { has: ['-V', '-h', '-?'] }, effect: 'finishes' },
      { when: { has: ['-c'] }, effect: CODE },
      { when: { has: ['-m'] }, effect: { module: '-m' } },
      { when: { operands: 'none' }, effect: 'interactive' },
    ],
    valueOptions: ['-c', '-m', '-W', '-X', '-Q'],
    optionsFirst: true,
    source: run('python3 3.11.2'),
  },
  {
    names: ['php'],
    versioned: true,
    usual: { application: 0 },
    cases: [
      { when: { has: ['-S'] }, effect: 'serves' },
      {
        when: { has: ['-v', '-m', '-i', '-l', '-h', '--ini', '--rf', '--ri'] },
        effect: 'finishes',
      },
      { when: { has: ['-r'] }, effect: CODE },
      { when: { has: ['-a'] }, effect: 'interactive' },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: ['-S', '-t', '-r', '-d', '-c', '-f', '-z', '-B', '-R', '-E', '-F'],
    optionsFirst: true,
    source: run('php8.2-cli 8.2.36'),
  },
  {
    names: ['ruby', 'jruby'],
    versioned: true,
    usual: { application: 0 },
    cases: [
      { when: { has: ['-v', '-c', '-h'] }, effect: 'finishes' },
      { when: { has: ['-e'] }, effect: CODE },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: ['-e', '-I', '-r', '-C', '-E'],
    optionsFirst: true,
    source: run('ruby 3.1'),
  },
  {
    names: ['perl'],
    usual: { application: 0 },
    cases: [
      { when: { has: ['-v', '-V', '-c'] }, effect: 'finishes' },
      { when: { has: ['-e', '-E'] }, effect: CODE },
    ],
    valueOptions: ['-e', '-E', '-I', '-M', '-m'],
    optionsFirst: true,
    source: run('perl 5.36'),
  },
  all('interactive', 'irb iex pry ipython bpython ghci psysh', run('ruby 3.1, elixir 1.14.0')),
  {
    names: ['tsx', 'ts-node'],
    usual: { application: 0 },
    cases: [{ when: { first: '^watch$' }, effect: 'serves' }],
    valueOptions: ['-r', '--require', '--import', '--tsconfig', '--env-file', '-P', '--project'],
    optionsFirst: true,
    source: run('tsx 4.23.15'),
  },
  {
    names: ['deno'],
    usual: 'interactive',
    cases: [
      { when: { first: '^run$' }, effect: { application: 1 } },
      { when: { first: '^serve$' }, effect: 'serves' },
      {
        when: {
          first:
            '^(fmt|lint|test|cache|check|install|info|compile|doc|upgrade|types|coverage|clean)$',
        },
        effect: 'finishes',
      },
      { when: { first: '^(task|eval|bench)$' }, effect: 'undecided' },
      { when: { first: '\\.(ts|js|mjs|tsx)$' }, effect: { application: 0 } },
    ],
    valueOptions: ['-c', '--config', '--import-map', '--env-file'],
    source: run('deno 2.9.6'),
  },
  {
    names: ['bun'],
    usual: 'undecided',
    cases: [
      {
        when: {
          first: '^(install|i|add|remove|update|build|test|upgrade|pm|link|outdated|audit)$',
        },
        effect: 'finishes',
      },
      { when: { first: '^(x)$' }, effect: { wraps: 'keeps', operands: 1 } },
      { when: { first: '^run$', second: '\\.([cm]?[jt]sx?)$' }, effect: { application: 1 } },
      { when: { first: '^run$' }, effect: { packageScript: 1 } },
      { when: { first: '\\.([cm]?[jt]sx?)$' }, effect: { application: 0 } },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: ['--cwd', '-c', '--config', '--env-file', '-r', '--preload'],
    source: run('bun 1.4.5'),
  },
  {
    names: ['java'],
    usual: { application: 0 },
    cases: [
      {
        when: { has: ['-version', '-help', '-?', '-h', '-showversion', '--list-modules'] },
        effect: 'finishes',
      },
      { when: { operands: 'none' }, effect: 'undecided' },
    ],
    valueOptions: words(
      '-cp -classpath --class-path -p --module-path --add-modules --add-opens --add-exports --add-reads',
    ),
    singleDash: true,
    optionsFirst: true,
    source: run('openjdk 17, jetty9 9.4.57'),
  },
  {
    names: ['dotnet'],
    usual: 'undecided',
    cases: [
      { when: { first: '\\.(dll|exe)$' }, effect: { application: 0 } },
      { when: { first: '^exec$' }, effect: { application: 1 } },
      { when: { first: '^watch$', second: '^--list$' }, effect: 'finishes' },
      {
        when: { first: '^watch$' },
        effect: 'serves',
        source: document('https://learn.microsoft.com/dotnet/core/tools/dotnet-watch'),
      },
      { when: { first: '^run$' }, effect: 'undecided' },
      { when: { first: '^ef$' }, effect: 'calls' },
      {
        when: {
          first:
            '^(build|restore|publish|test|clean|pack|tool|nuget|new|add|dev-certs|format|workload|sln|list)$',
        },
        effect: 'finishes',
      },
      { when: { has: ['--info', '--list-sdks', '--list-runtimes'] }, effect: 'finishes' },
    ],
    optionsFirst: true,
    source: document('https://learn.microsoft.com/dotnet/core/tools/dotnet'),
  },
  {
    names: ['elixir'],
    usual: 'undecided',
    cases: [
      { when: { has: ['--no-halt'] }, effect: 'serves' },
      { when: { has: ['--detached'] }, effect: 'daemonizes' },
      { when: { has: ['-e'] }, effect: 'undecided' },
    ],
    singleDash: true,
    optionsFirst: true,
    source: run('elixir 1.14.0'),
  },
  commands(
    'mix',
    {
      serves: 'phx.server',
      finishes:
        'deps.get deps.compile compile test release local.hex local.rebar assets.deploy assets.setup assets.build phx.digest phx.gen.secret format clean hex.info',
      calls: 'ecto.migrate ecto.create ecto.setup ecto.reset ecto.drop ecto.rollback',
    },
    repository('phoenixframework/phoenix/blob/main/lib/mix/tasks/phx.server.ex'),
    { cases: [{ when: { all: [{ first: '^run$' }, { has: ['--no-halt'] }] }, effect: 'serves' }] },
  ),
  {
    names: ['erl'],
    usual: 'interactive',
    cases: [
      { when: { has: ['-detached'] }, effect: 'daemonizes' },
      { when: { has: ['-eval', '-s', '-run', '-boot'] }, effect: 'undecided' },
      { when: { has: ['-noshell', '-noinput'] }, effect: 'serves' },
      { when: { has: ['-version'] }, effect: 'finishes' },
    ],
    singleDash: true,
    foreground: { without: ['-detached'], last: ['-noshell'] },
    source: run('erlang-base 25.2.3'),
  },
  {
    names: ['R'],
    usual: 'interactive',
    cases: [
      { when: { has: ['-e', '-f', '--file'] }, effect: 'undecided' },
      { when: { operand: '^(CMD|INSTALL)$' }, effect: 'finishes' },
    ],
    source: run('r-base-core 4.2.2'),
  },
  {
    names: ['Rscript'],
    usual: { application: 0 },
    cases: [{ when: { has: ['-e'] }, effect: CODE }],
    optionsFirst: true,
    singleDash: true,
    valueOptions: ['-e'],
    source: run('r-base-core 4.2.2'),
  },
  {
    names: ['julia'],
    usual: { application: 0 },
    cases: [
      { when: { has: ['-v', '-h', '--help-hidden'] }, effect: 'finishes' },
      { when: { has: ['-i'] }, effect: 'interactive' },
      { when: { has: ['-e', '--eval', '-E', '--print'] }, effect: CODE },
      { when: { operands: 'none' }, effect: 'interactive' },
    ],
    valueOptions: words(
      '-e --eval -E --print -t --threads -p --procs -L --load -J --sysimage -H --home -C --machine-file',
    ),
    optionsFirst: true,
    source: document(
      'https://docs.julialang.org/en/v1/manual/command-line-interface/#command-line-interface',
    ),
  },
  // Modules of Python's own library that are run with `-m`.
  server('http.server', {}, run('python3 3.11.2')),
  all(
    'finishes',
    'venv ensurepip compileall json.tool pip zipfile py_compile',
    manual('python3(1)'),
  ),
];

/** Command lines of web frameworks, and development servers. */
export const frameworks: readonly Program[] = [
  commands(
    'flask',
    {
      serves: 'run',
      finishes: 'routes init-db',
      interactive: 'shell',
      calls: 'db',
      usual: 'undecided',
      values: '--app -A --env-file -e -h --host -p --port',
    },
    run('python3-flask 2.2.2'),
    { cases: [{ when: { operands: 'none' }, effect: 'finishes' }] },
  ),
  commands(
    'streamlit',
    { serves: 'run hello', finishes: 'version config cache docs' },
    repository('streamlit/streamlit/blob/develop/lib/streamlit/web/cli.py'),
  ),
  commands(
    'vite',
    {
      serves: 'dev serve preview',
      finishes: 'build optimize',
      watches: '-w --watch',
      usual: 'serves',
      values: '-c --config --port --mode -m -l --logLevel --base --outDir',
    },
    repository('vitejs/vite/blob/main/packages/vite/src/node/cli.ts'),
    { cases: [{ when: { has: ['-v'] }, effect: 'finishes' }] },
  ),
  commands(
    'next',
    {
      serves: 'start dev',
      finishes: 'build lint export info telemetry typegen',
      values: '-p --port -H --hostname',
    },
    document('https://nextjs.org/docs/app/api-reference/cli/next'),
  ),
  commands(
    'nuxt nuxi',
    {
      serves: 'dev preview start',
      finishes: 'build generate prepare cleanup info typecheck analyze add upgrade',
      values: '-p --port -h --host --cwd',
    },
    repository('nuxt/cli/tree/main/packages/nuxt-cli/src/commands'),
  ),
  commands(
    'nest',
    {
      serves: 'start',
      finishes: 'build b generate g new n info i add',
      watches: '-w --watch',
      values: '-c --config -p --path -e --exec',
    },
    repository('nestjs/nest-cli/blob/master/actions/start.action.ts'),
  ),
  commands(
    'ng',
    {
      serves: 'serve s dev',
      finishes: 'build b generate g new n lint add update version config analytics cache',
      watches: '--watch',
      undecided: 'test t',
    },
    repository('angular/angular-cli/blob/main/packages/angular/cli/src/commands/command-config.ts'),
  ),
  // `start` of version 3.4.1 ends when standard input does.
  commands(
    'react-scripts craco',
    { finishes: 'build eject', undecided: 'start test' },
    repository('facebook/create-react-app/blob/main/packages/react-scripts/scripts/start.js'),
  ),
  commands(
    'gatsby',
    { serves: 'develop serve', finishes: 'build clean info' },
    document('https://www.gatsbyjs.com/docs/reference/gatsby-cli/'),
  ),
  commands(
    'vue-cli-service',
    { serves: 'serve', finishes: 'build lint inspect', watches: '--watch' },
    repository('vuejs/vue-cli/blob/dev/packages/@vue/cli-service/lib/commands/serve.js'),
  ),
  commands(
    'strapi',
    { serves: 'start develop dev', finishes: 'build version export import generate' },
    document('https://docs.strapi.io/cms/cli'),
  ),
  commands(
    'astro',
    { serves: 'dev preview', finishes: 'build check sync add info' },
    repository('withastro/astro/blob/main/packages/astro/src/cli/index.ts'),
  ),
  commands(
    'hugo',
    { serves: 'server serve', finishes: 'new version env list mod config gen', usual: 'undecided' },
    repository('gohugoio/hugo/blob/master/commands/server.go'),
    { cases: [{ when: { operands: 'none' }, effect: 'finishes' }] },
  ),
  commands(
    'mkdocs',
    { serves: 'serve', finishes: 'build new gh-deploy' },
    repository('mkdocs/mkdocs/blob/master/mkdocs/__main__.py'),
  ),
  server(
    'nodemon',
    {
      tasks: '-v',
      values: '-e --ext -w --watch -x --exec -i --ignore -d --delay -r -C --config --signal',
    },
    run('nodemon 3.1.14'),
  ),
  commands(
    'webpack-dev-server',
    { usual: 'serves' },
    document('https://webpack.js.org/configuration/dev-server/'),
  ),
  commands(
    'webpack',
    {
      serves: 'serve server s watch w',
      finishes: 'build bundle b version info configtest',
      values: '-c --config --mode --env --entry -o --output-path',
    },
    repository('webpack/webpack-cli/blob/main/packages/webpack-cli/src/webpack-cli.ts'),
    {
      cases: [
        { when: { has: ['-w', '--watch'] }, effect: 'serves' },
        { when: { operands: 'none' }, effect: 'finishes' },
      ],
    },
  ),
  {
    names: ['tsc'],
    usual: 'finishes',
    cases: [{ when: { has: ['-w', '--watch'] }, effect: 'serves' }],
    source: document('https://www.typescriptlang.org/docs/handbook/compiler-options.html'),
  },
  commands(
    'watchmedo',
    {
      serves: 'auto-restart shell-command tricks tricks-from log',
      finishes: 'tricks-generate-yaml generate-tricks-yaml',
    },
    repository('gorakhargosh/watchdog/blob/master/src/watchdog/watchmedo.py'),
  ),
];
