import type { Program } from '../program.ts';
import { all, commands, daemon, document, repository, run, server } from './forms.ts';

/** Application servers and workers of Python, Ruby, PHP, Perl and R. */
export const appServers: readonly Program[] = [
  server(
    'gunicorn',
    {
      forks: '-D --daemon',
      tasks: '--check-config --print-config -v',
      values:
        '-c --config -b --bind -w --workers -k --worker-class --chdir --timeout -t --threads -n --name -u --user -g --group -p --pid --log-level --access-logfile --error-logfile -e --env',
    },
    run('gunicorn 20.1.0'),
    { versioned: true },
  ),
  server(
    'uvicorn',
    { values: '--host --port --workers --app-dir --log-level --reload-dir --env-file --factory' },
    run('uvicorn 0.17.6'),
  ),
  server(
    'hypercorn',
    { values: '-b --bind -c --config -w --workers -k --worker-class' },
    repository('pgjones/hypercorn/blob/main/src/hypercorn/__main__.py'),
  ),
  server('daphne', { values: '-b -p -u -e --bind --port' }, run('daphne 4.0.0')),
  server('waitress-serve', {}, run('python3-waitress 2.1.2')),
  {
    names: ['uwsgi', 'uwsgi-core'],
    usual: 'undecided',
    cases: [
      { when: { has: ['--plugin-list', '--plugins-list'] }, effect: 'finishes' },
      { when: { has: ['-d', '--daemonize', '--daemonize2'] }, effect: 'daemonizes' },
      {
        // A configuration file may put it into the background.
        when: {
          not: {
            has: [
              '--ini',
              '-i',
              '--yaml',
              '-y',
              '--yml',
              '--xml',
              '-x',
              '--json',
              '-j',
              '--emperor',
            ],
          },
        },
        effect: 'serves',
      },
      { when: { has: ['--emperor'] }, effect: 'serves' },
    ],
    valueOptions: [
      '-d',
      '--daemonize',
      '--daemonize2',
      '--ini',
      '--http',
      '--socket',
      '-s',
      '--http-socket',
      '--wsgi-file',
      '--module',
      '-w',
      '-p',
      '--processes',
      '--plugin',
      '--callable',
      '--chdir',
      '--uid',
      '--gid',
      '-H',
    ],
    foreground: { without: ['-d', '--daemonize', '--daemonize2'] },
    source: run('uwsgi 2.0.21'),
  },
  {
    ...commands(
      'celery',
      {
        forks: '-D --detach',
        finishes: 'report graph list migrate upgrade shell',
        calls: 'inspect status purge call control result',
        serves: 'worker beat flower events',
        values:
          '-A --app -b --broker --workdir -C --config --loader --result-backend -l --loglevel -c --concurrency -Q --queues -n --hostname -P --pool -E -s --pidfile --logfile -f',
      },
      run('celery 5.2.6'),
      {
        cases: [
          { when: { first: '^multi$', second: '^(start|restart)$' }, effect: 'daemonizes' },
          { when: { first: '^multi$', second: '^stop' }, effect: { stops: ['celery'] } },
          { when: { first: '^multi$' }, effect: 'finishes' },
        ],
      },
    ),
  },
  commands(
    'rq',
    { serves: 'worker worker-pool', calls: 'info empty enqueue requeue suspend resume' },
    repository('rq/rq/blob/master/Dockerfile'),
  ),
  commands(
    'rr',
    { serves: 'serve', calls: 'reset workers stop', values: '-c -w -o -d' },
    repository('roadrunner-server/roadrunner/blob/master/Dockerfile'),
  ),
  commands(
    'manage.py django-admin',
    {
      serves: 'runserver runserver_plus testserver qcluster rqworker process_tasks run_huey',
      calls: 'migrate createsuperuser loaddata dumpdata flush createcachetable dbshell sqlmigrate',
      finishes:
        'makemigrations collectstatic compress check test compilemessages makemessages clearsessions startapp startproject diffsettings showmigrations inspectdb findstatic sendtestemail',
      interactive: 'shell shell_plus',
      usual: 'returns',
    },
    run('python3-django 3.2.25'),
    { cases: [{ when: { operands: 'none' }, effect: 'finishes' }] },
  ),
  daemon(
    'twistd twistd3',
    { stays: '-n --nodaemon', values: '-y -f -r --pidfile -l --logfile' },
    run('python3-twisted 22.4.0'),
  ),
  server('twist twist3', {}, run('python3-twisted 22.4.0')),
  commands(
    'jupyter',
    {
      serves: 'notebook lab server nbclassic',
      finishes:
        'kernelspec nbconvert labextension nbextension serverextension trust troubleshoot contrib',
      tasks: '--paths --config-dir --data-dir --runtime-dir --generate-config',
    },
    run('jupyter-notebook 6.4.12'),
    {
      cases: [
        {
          when: {
            first: '^(notebook|lab|server)$',
            second: '^(list|stop|password|build|clean|path|paths|workspaces|extension)$',
          },
          effect: 'finishes',
        },
      ],
    },
  ),
  server(
    'jupyter-notebook jupyter-lab',
    { tasks: '--generate-config' },
    run('jupyter-notebook 6.4.12'),
    { cases: [{ when: { first: '^(list|stop|password|build|clean|path)$' }, effect: 'finishes' }] },
  ),
  commands(
    'ray',
    {
      daemonizes: 'start',
      stays: '--block',
      stop: 'stop',
      calls: 'status job submit up down exec',
      finishes: 'memory timeline',
    },
    repository('ray-project/ray/blob/master/python/ray/scripts/scripts.py'),
  ),
  commands(
    'airflow',
    {
      serves: 'webserver scheduler worker triggerer standalone api-server dag-processor',
      forks: '-D --daemon',
      finishes:
        'db version initdb upgradedb resetdb users connections variables tasks dags pools config info cheat-sheet providers roles',
    },
    repository('apache/airflow/blob/v2-10-stable/airflow/cli/cli_config.py'),
    {
      cases: [
        { when: { first: '^celery$', second: '^(worker|flower)$' }, effect: 'serves' },
        { when: { first: '^celery$' }, effect: 'undecided' },
      ],
    },
  ),
  {
    names: [
      'carbon-cache',
      'carbon-cache.py',
      'carbon-relay',
      'carbon-relay.py',
      'carbon-aggregator',
      'carbon-aggregator.py',
    ],
    usual: 'undecided',
    cases: [
      { when: { operand: '^stop$' }, effect: { stops: ['carbon-cache'] } },
      { when: { operand: '^status$' }, effect: 'finishes' },
      { when: { has: ['--nodaemon', '--debug'] }, effect: 'serves' },
      { when: { operand: '^start$' }, effect: 'daemonizes' },
    ],
    foreground: { first: ['--nodaemon'] },
    source: run('graphite-carbon 1.1.7'),
  },
  server(
    'odoo odoo-bin openerp-server',
    {
      tasks: '--stop-after-init',
      values:
        '-c --config -d --database -i --init -u --update --db_host --db_port --db_user --db_password -p --http-port --addons-path --logfile',
    },
    repository('odoo/docker/blob/master/18.0/entrypoint.sh'),
    {
      cases: [
        {
          when: { first: '^(shell|scaffold|db|deploy|populate|cloc|neutralize)$' },
          effect: 'undecided',
        },
      ],
    },
  ),
  server(
    'puma',
    {
      tasks: '-V',
      values: '-b --bind -C --config -p --port -t --threads -w --workers -e --environment',
    },
    run('puma 5.6.5'),
    // Version 5 took the option away; the image does not tell which version the application has.
    { cases: [{ when: { has: ['-d', '--daemon'] }, effect: 'undecided' }] },
  ),
  commands(
    'pumactl',
    {
      stop: 'stop halt',
      serves: 'start',
      calls: 'restart phased-restart stats status reload-worker-directory gc',
      values: '-F -P -S -C -T -p --config-file --pidfile --state --control-url --control-token',
    },
    run('puma 5.6.5'),
    { starts: 'puma' },
  ),
  server(
    'unicorn unicorn_rails rainbows',
    {
      forks: '-D --daemonize',
      tasks: '-v',
      values: '-c --config-file -p --port -l --listen -o --host -E --env -I -r',
    },
    run('unicorn 6.0.0'),
  ),
  {
    names: ['thin'],
    usual: 'undecided',
    cases: [
      { when: { operand: '^stop$' }, effect: { stops: ['thin'] } },
      {
        when: { all: [{ operand: '^(start|restart)$' }, { has: ['-d', '--daemonize'] }] },
        effect: 'daemonizes',
      },
      { when: { has: ['-C', '--config', '-s', '--servers'] }, effect: 'undecided' },
      { when: { operand: '^start$' }, effect: 'serves' },
      { when: { has: ['-v'] }, effect: 'finishes' },
    ],
    valueOptions: [
      '-R',
      '--rackup',
      '-P',
      '--pid',
      '-l',
      '--log',
      '-p',
      '--port',
      '-a',
      '--address',
      '-e',
      '-c',
      '-C',
      '-s',
      '-S',
      '-u',
      '-g',
    ],
    foreground: { without: ['-d', '--daemonize'] },
    source: run('thin 1.8.1'),
  },
  server(
    'rackup',
    {
      forks: '-D --daemonize',
      values: '-o --host -p --port -E --env -s --server -P --pid -I -r -O',
    },
    run('ruby-rack 2.2.22'),
  ),
  commands(
    'rails',
    {
      serves: 'server s',
      forks: '-d --daemon',
      finishes:
        'runner r new generate g destroy d routes about stats notes secret test t credentials:edit log:clear tmp:clear',
      interactive: 'console c dbconsole db',
      values: '-b --binding -p --port -e --environment -u --using -P --pid -c --config',
    },
    run('rails 6.1.7'),
    {
      cases: [
        {
          when: {
            first: '^(db|assets|active_storage|action_text|tmp|log|webpacker|cache|zeitwerk):',
          },
          effect: 'calls',
        },
      ],
    },
  ),
  server(
    'sidekiq',
    {
      tasks: '-V',
      values: '-r --require -C --config -c --concurrency -e --environment -q --queue -t -g',
    },
    run('ruby-sidekiq 6.4.1'),
    // Version 6 took the option away; the image does not tell which version the application has.
    { cases: [{ when: { has: ['-d', '--daemon'] }, effect: 'undecided' }] },
  ),
  {
    names: ['rake'],
    usual: 'undecided',
    cases: [
      { when: { first: '^(db|assets|tmp|log|cache|webpacker):' }, effect: 'calls' },
      { when: { has: ['-T', '-P'] }, effect: 'finishes' },
    ],
    source: document('https://guides.rubyonrails.org/command_line.html'),
  },
  {
    names: [
      'php-fpm',
      'php5-fpm',
      'php-fpm82',
      'php-fpm83',
      'php-fpm84',
      'php-fpm81',
      'php-fpm7',
      'php-fpm8',
    ],
    versioned: true,
    usual: 'undecided',
    cases: [
      { when: { has: ['-t', '-tt', '-v', '-i', '-m', '-h'] }, effect: 'finishes' },
      { when: { has: ['-D', '--daemonize'] }, effect: 'daemonizes' },
      { when: { has: ['-F', '--nodaemonize'] }, effect: 'serves' },
    ],
    valueOptions: ['-y', '--fpm-config', '-c', '--php-ini', '-d', '-g', '--pid', '-p', '--prefix'],
    foreground: { without: ['-D', '--daemonize'], first: ['-F'] },
    source: run('php8.2-fpm 8.2.36'),
  },
  ...['7.0', '7.1', '7.2', '7.3', '7.4', '8.0', '8.1', '8.2', '8.3', '8.4', '8.5'].map(
    (version): Program => ({
      // The service of Debian and Ubuntu, whose script passes `--daemonize`.
      names: [],
      usual: 'daemonizes',
      starts: 'php-fpm',
      service: { names: [`php${version}-fpm`], foreground: [`php-fpm${version}`, '-F'] },
      source: run('php8.2-fpm 8.2.36'),
    }),
  ),
  {
    names: [],
    usual: 'daemonizes',
    service: { names: ['php-fpm', 'php5-fpm'], foreground: ['php-fpm', '-F'] },
    source: run('php8.2-fpm 8.2.36'),
  },
  commands(
    'artisan',
    {
      serves: 'serve queue:work queue:listen schedule:work horizon octane:start reverb:start',
      calls:
        'migrate migrate:fresh migrate:refresh migrate:status migrate:install migrate:rollback db:seed db:wipe queue:restart cache:clear schedule:run horizon:terminate',
      finishes:
        'key:generate config:cache config:clear route:cache route:clear view:cache view:clear event:cache event:clear optimize optimize:clear storage:link package:discover vendor:publish passport:keys list env about down up',
      interactive: 'tinker',
    },
    repository('laravel/framework/blob/12.x/src/Illuminate/Queue/Console/WorkCommand.php'),
    {
      cases: [
        {
          when: {
            all: [
              { first: '^queue:work$' },
              { has: ['--once', '--stop-when-empty', '--stop-when-empty-for'] },
            ],
          },
          effect: 'calls',
        },
      ],
    },
  ),
  commands(
    'frankenphp',
    {
      serves: 'run php-server',
      daemonizes: 'start',
      finishes: 'version validate fmt adapt build-info list-modules environ',
      stop: 'stop',
      calls: 'reload',
      undecided: 'php-cli',
      foreground: { instead: { start: 'run' } },
    },
    repository('caddyserver/caddy/blob/master/cmd/commands.go'),
  ),
  {
    names: ['plackup'],
    usual: 'serves',
    cases: [
      { when: { has: ['-D', '--daemonize'] }, effect: 'daemonizes' },
      { when: { has: ['-v'] }, effect: 'finishes' },
    ],
    valueOptions: [
      '-p',
      '--port',
      '-o',
      '--host',
      '-s',
      '--server',
      '-E',
      '-I',
      '-M',
      '-e',
      '-a',
      '--app',
    ],
    foreground: { without: ['-D', '--daemonize'] },
    source: run('libplack-perl 1.0050'),
  },
  server('twiggy', { values: '-p --port -o --host -l --listen' }, run('twiggy 0.1026')),
  server(
    'starman',
    {
      forks: '-D --daemonize',
      values: '-p --port -l --listen --workers --pid --user --group -I -E',
    },
    run('starman 0.4016'),
  ),
  daemon(
    'hypnotoad',
    { stays: '-f --foreground', tasks: '-t --test' },
    run('libmojolicious-perl 9.31'),
    {
      cases: [{ when: { has: ['-s', '--stop'] }, effect: { stops: ['hypnotoad'] } }],
    },
  ),
  server(
    'morbo',
    { values: '-l --listen -b --backend -m --mode -w --watch' },
    run('libmojolicious-perl 9.31'),
  ),
  all('serves', 'shiny-server', repository('rstudio/shiny-server/blob/master/lib/main.js')),
  {
    names: ['rserver'],
    usual: 'undecided',
    cases: [{ when: { option: '--server-daemonize', matches: '^(0|off|no)$' }, effect: 'serves' }],
    valueOptions: ['--server-daemonize'],
    source: repository('rocker-org/rocker-versioned2/blob/master/scripts/install_rstudio.sh'),
  },
  {
    names: ['n8n'],
    usual: 'finishes',
    cases: [
      { when: { first: '^(start|worker|webhook)$' }, effect: 'serves' },
      {
        when: { all: [{ operands: 'none' }, { not: { has: ['--help', '-v', '--version'] } }] },
        effect: 'serves',
      },
    ],
    source: document('https://mintlify.com/n8n-io/n8n/cli/commands'),
  },
  {
    names: ['tsdb'],
    usual: 'calls',
    cases: [{ when: { first: '^tsd$' }, effect: 'serves' }],
    source: repository('OpenTSDB/opentsdb/blob/master/tsdb.in'),
  },
];
