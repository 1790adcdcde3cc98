import type { Program } from '../program.ts';
import {
  all,
  commands,
  daemon,
  document,
  manual,
  ofSection,
  repository,
  run,
  server,
} from './forms.ts';

const POSTGRES = run('postgresql-15 15.20');
const MARIADB = run('mariadb-server 10.11.19');
const REDIS_VALUES = [
  '--daemonize',
  '--port',
  '--bind',
  '--dir',
  '--requirepass',
  '--appendonly',
  '--protected-mode',
  '--loglevel',
  '--logfile',
  '--maxmemory',
  '--maxmemory-policy',
  '--save',
  '--pidfile',
  '--replicaof',
  '--slaveof',
  '--masterauth',
  '--supervised',
  '--cluster-enabled',
];

/** Database servers, brokers and stores. */
export const databases: readonly Program[] = [
  {
    names: ['postgres', 'postmaster'],
    usual: 'serves',
    cases: [
      { when: { has: ['--describe-config', '-V', '-C'] }, effect: 'finishes' },
      { when: { has: ['--single', '--check', '--boot'] }, effect: 'finishes' },
    ],
    valueOptions: ['-D', '-c', '-p', '-h', '-k', '-N', '-B', '-C', '-d'],
    service: { names: ['postgresql', 'postgres'] },
    source: POSTGRES,
  },
  commands(
    'pg_ctl',
    {
      usual: 'undecided',
      values: '-D --pgdata -o --options -l --log -t --timeout -m --mode -p -s -U -N -P -S',
    },
    POSTGRES,
    {
      starts: 'postgres',
      cases: [
        { when: { operand: '^stop$' }, effect: { stops: ['postgres', 'pg_ctl'] } },
        { when: { operand: '^(start|restart)$' }, effect: 'daemonizes' },
        { when: { operand: '^(initdb|init|reload|promote|logrotate)$' }, effect: 'calls' },
        { when: { operand: '^status$' }, effect: 'asks' },
      ],
    },
  ),
  commands('pg_ctlcluster', { values: '-o -m --mode' }, run('postgresql-common 248'), {
    starts: 'postgres',
    foreground: { first: ['--foreground'] },
    cases: [
      { when: { operand: '^stop$' }, effect: { stops: ['postgres', 'pg_ctlcluster'] } },
      { when: { operand: '^(reload|promote)$' }, effect: 'calls' },
      { when: { operand: '^status$' }, effect: 'asks' },
      {
        when: { all: [{ operand: '^(start|restart)$' }, { has: ['--foreground'] }] },
        effect: 'serves',
      },
      { when: { operand: '^(start|restart)$' }, effect: 'daemonizes' },
    ],
  }),
  ...ofSection(
    'finishes',
    1,
    'initdb pg_createcluster pg_dropcluster pg_resetwal pg_upgrade pg_config pg_lsclusters',
  ),
  {
    names: ['mysqld', 'mariadbd'],
    usual: 'serves',
    cases: [
      // `--verbose` alone changes nothing.
      {
        when: {
          has: [
            '--bootstrap',
            '-V',
            '-?',
            '--install-server',
            '--wsrep-recover',
            '--wsrep_recover',
          ],
        },
        effect: 'finishes',
      },
      // MariaDB does not know these options.
      {
        when: {
          has: [
            '--initialize',
            '--initialize-insecure',
            '--initialize_insecure',
            '--validate-config',
            '--validate_config',
          ],
        },
        effect: 'finishes',
        source: document('https://dev.mysql.com/doc/refman/8.0/en/server-options.html'),
      },
      {
        when: {
          all: [
            { has: ['--daemonize', '-D'] },
            { not: { option: '--daemonize', matches: '^(0|off|OFF|false)$' } },
          ],
        },
        effect: 'daemonizes',
        source: document('https://dev.mysql.com/doc/refman/8.0/en/server-options.html'),
      },
    ],
    valueOptions: ['-u', '--user', '-h', '--datadir', '--port', '-P', '--socket'],
    foreground: { without: ['--daemonize', '-D'] },
    service: { names: ['mysql', 'mysqld', 'mariadb'], foreground: ['mysqld', '--user=mysql'] },
    source: MARIADB,
  },
  {
    names: ['mysqld_safe', 'mariadbd-safe', 'safe_mysqld'],
    usual: 'serves',
    starts: 'mysqld',
    source: MARIADB,
  },
  all(
    'finishes',
    'mysql_install_db mariadb-install-db mariabackup mariadb-backup my_print_defaults mysql_upgrade mariadb-upgrade mysql_tzinfo_to_sql mariadb-tzinfo-to-sql mysql_secure_installation mysql_ssl_rsa_setup',
    document('https://mariadb.com/kb/en/mariadb-install-db/'),
  ),
  {
    names: ['mongod', 'mongos'],
    usual: 'serves',
    cases: [
      { when: { has: ['--shutdown'] }, effect: { stops: ['mongod'] } },
      { when: { has: ['--repair'] }, effect: 'finishes' },
      { when: { has: ['--fork'] }, effect: 'daemonizes' },
      // A configuration file may say to fork.
      { when: { has: ['--config', '-f'] }, effect: 'undecided' },
    ],
    valueOptions: [
      '--config',
      '-f',
      '--dbpath',
      '--logpath',
      '--port',
      '--bind_ip',
      '--pidfilepath',
      '--replSet',
      '--keyFile',
      '--configdb',
    ],
    foreground: { without: ['--fork', '--logpath', '--syslog'] },
    service: {
      names: ['mongod', 'mongodb'],
      foreground: ['mongod', '--config', '/etc/mongod.conf'],
    },
    source: document('https://www.mongodb.com/docs/manual/reference/program/mongod/'),
  },
  {
    names: ['redis-server', 'valkey-server', 'keydb-server'],
    usual: 'serves',
    cases: [
      { when: { has: ['-v', '--test-memory', '--check-system', '-h'] }, effect: 'finishes' },
      { when: { option: '--daemonize', matches: '^yes$' }, effect: 'daemonizes' },
      { when: { option: '--daemonize', matches: '^no$' }, effect: 'serves' },
      // A configuration file may say to daemonize.
      { when: { not: { operands: 'none' } }, effect: 'undecided' },
    ],
    valueOptions: REDIS_VALUES,
    foreground: { without: ['--daemonize'], last: ['--daemonize', 'no'] },
    service: {
      names: ['redis-server', 'redis'],
      foreground: ['redis-server', '/etc/redis/redis.conf', '--daemonize', 'no'],
    },
    source: run('redis-server 7.0.15'),
  },
  {
    names: ['redis-sentinel', 'valkey-sentinel'],
    usual: 'undecided',
    cases: [
      { when: { option: '--daemonize', matches: '^yes$' }, effect: 'daemonizes' },
      { when: { option: '--daemonize', matches: '^no$' }, effect: 'serves' },
    ],
    valueOptions: REDIS_VALUES,
    foreground: { without: ['--daemonize'], last: ['--daemonize', 'no'] },
    source: run('redis-sentinel 7.0.15'),
  },
  server(
    'memcached',
    {
      forks: '-d --daemon',
      tasks: '-V -h',
      values: '-u -p -l -m -c -t -P -s -U -M -f -n -o -B -I',
      service: 'memcached',
    },
    run('memcached 1.6.18'),
    {
      service: { names: ['memcached'], foreground: ['memcached', '-u', 'memcache'] },
    },
  ),
  commands(
    'influxd',
    { finishes: 'version config upgrade inspect print-config', serves: 'run', usual: 'serves' },
    run('influxdb 1.6.7'),
  ),
  server(
    'clickhouse-server',
    { forks: '--daemon', values: '--config-file -C --pid-file -P --log-file -L' },
    run('clickhouse-server 18.16.1'),
  ),
  server(
    'etcd',
    { values: '--data-dir --name --listen-client-urls --advertise-client-urls' },
    run('etcd-server 3.4.23'),
    { singleDash: true },
  ),
  commands(
    'consul',
    {
      serves: 'agent',
      calls: 'members kv join info services catalog acl connect intention leave',
      finishes: 'validate version keygen tls',
    },
    repository('hashicorp/docker-consul/blob/master/0.X/docker-entrypoint.sh'),
    { singleDash: true },
  ),
  commands(
    'vault',
    {
      serves: 'server agent proxy',
      asks: 'status',
      calls: 'operator kv login auth secrets policy write read token audit',
      finishes: 'version',
    },
    repository('hashicorp/docker-vault/blob/main/0.X/docker-entrypoint.sh'),
    { singleDash: true },
  ),
  commands(
    'minio',
    { serves: 'server gateway', usual: 'finishes' },
    repository('minio/minio/blob/master/Dockerfile.release'),
  ),
  commands(
    'cockroach',
    {
      serves: 'start start-single-node',
      forks: '--background',
      calls: 'init sql node user workload',
      finishes: 'cert version gen',
      interactive: 'demo',
      values:
        '--store -s --listen-addr --http-addr --join --certs-dir --advertise-addr --host --port -p',
    },
    document('https://www.cockroachlabs.com/docs/stable/cockroach-start'),
  ),
  daemon(
    'searchd',
    { stays: '--nodetach --console', values: '-c --config -p --port -l -i' },
    run('sphinxsearch 2.2.11'),
    {
      cases: [
        { when: { has: ['--stop', '--stopwait'] }, effect: { stops: ['searchd'] } },
        { when: { has: ['--status'] }, effect: 'asks' },
      ],
    },
  ),
  server(
    'beanstalkd',
    { tasks: '-v -h', values: '-b -f -l -p -u -z -s -c -n' },
    run('beanstalkd 1.12'),
    { cases: [{ when: { has: ['-d'] }, effect: 'undecided' }] },
  ),
  server(
    'gearmand',
    { forks: '-d --daemon', values: '-u -l -P -p -L -q -t -j' },
    run('gearman-job-server 1.1.20'),
  ),
  server(
    'nats-server gnatsd nats-streaming-server',
    { tasks: '-v --signal -sl', values: '-c --config -p --port -a --addr -m' },
    run('nats-server 2.9.10'),
    { singleDash: true },
  ),
  server(
    'mosquitto',
    { forks: '-d --daemon', tasks: '-h', values: '-c -p', service: 'mosquitto' },
    run('mosquitto 2.0.11'),
    {
      service: {
        names: ['mosquitto'],
        foreground: ['mosquitto', '-c', '/etc/mosquitto/mosquitto.conf'],
      },
    },
  ),
  all('finishes', 'mosquitto_passwd', manual('mosquitto_passwd(1)')),
  {
    names: ['rabbitmq-server'],
    usual: 'serves',
    cases: [{ when: { has: ['-detached'] }, effect: 'daemonizes' }],
    singleDash: true,
    foreground: { without: ['-detached'] },
    service: { names: ['rabbitmq-server'], foreground: ['rabbitmq-server'] },
    source: run('rabbitmq-server 3.10.8'),
  },
  commands(
    'rabbitmqctl',
    // `stop_app` leaves the process running.
    { usual: 'calls', stop: 'stop shutdown' },
    document('https://www.rabbitmq.com/docs/man/rabbitmqctl.8'),
    {
      starts: 'rabbitmq-server',
      cases: [{ when: { first: '^(status|ping|await_startup|wait)$' }, effect: 'asks' }],
    },
  ),
  all(
    'finishes',
    'rabbitmq-plugins',
    document('https://www.rabbitmq.com/docs/man/rabbitmq-plugins.8'),
  ),
  all(
    'asks',
    'rabbitmq-diagnostics',
    document('https://www.rabbitmq.com/docs/man/rabbitmq-diagnostics.8'),
  ),
  {
    names: ['couchdb'],
    usual: 'serves',
    cases: [{ when: { has: ['-b', '-k', '-d'] }, effect: 'undecided' }],
    source: repository('apache/couchdb-docker/blob/main/3.5.1/docker-entrypoint.sh'),
  },
  commands(
    'emqx',
    {
      serves: 'foreground',
      daemonizes: 'start restart reboot',
      stop: 'stop',
      asks: 'ping',
      calls: 'ctl rpc eval',
      finishes: 'versions pid ertspath root_dir',
      interactive: 'console console_clean',
      foreground: { instead: { start: 'foreground', restart: 'foreground', reboot: 'foreground' } },
    },
    repository('emqx/emqx/blob/master/bin/emqx'),
  ),
  commands(
    'ejabberdctl',
    {
      serves: 'foreground',
      daemonizes: 'start restart',
      stop: 'stop',
      asks: 'status started stopped ping',
      interactive: 'live iexlive debug iexdebug',
      usual: 'calls',
      foreground: { instead: { start: 'foreground', restart: 'foreground' } },
    },
    repository('processone/ejabberd/blob/master/ejabberdctl.template'),
  ),
  commands(
    'nomad',
    { serves: 'agent', calls: 'job status node alloc run plan', finishes: 'version fmt' },
    repository('hashicorp/nomad/blob/main/command/agent/command.go'),
    { singleDash: true },
  ),
  {
    names: ['slapd'],
    usual: 'daemonizes',
    cases: [
      { when: { has: ['-V', '-VV', '-T'] }, effect: 'finishes' },
      { when: { has: ['-d'] }, effect: 'serves' },
    ],
    valueOptions: ['-d', '-h', '-u', '-g', '-f', '-F', '-r', '-s', '-n', '-l', '-o', '-c', '-T'],
    foreground: { first: ['-d', '0'] },
    service: { names: ['slapd'], foreground: ['slapd', '-d', '0', '-h', 'ldap:///'] },
    source: run('slapd 2.5.13'),
  },
  {
    names: ['rethinkdb'],
    usual: 'serves',
    cases: [
      { when: { has: ['--daemon'] }, effect: 'undecided' },
      { when: { not: { operands: 'none' } }, effect: 'undecided' },
    ],
    valueOptions: ['--bind', '-d', '--directory', '-j', '--join', '-n', '--server-name'],
    source: repository('rethinkdb/rethinkdb-dockerfiles/blob/master/eoan/2.4.0/Dockerfile'),
  },
  {
    names: ['arangod'],
    usual: 'serves',
    cases: [{ when: { has: ['--daemon', '--supervisor'] }, effect: 'undecided' }],
    source: repository('arangodb/arangodb-docker/blob/official/alpine/3.9.9/Dockerfile'),
  },
  {
    names: ['crate'],
    usual: 'serves',
    cases: [{ when: { has: ['-d', '-v'] }, effect: 'undecided' }],
    source: repository('crate/docker-crate/blob/master/Dockerfile'),
  },
  {
    names: ['asd'],
    usual: 'undecided',
    cases: [{ when: { has: ['--fgdaemon', '--foreground'] }, effect: 'serves' }],
    source: repository(
      'aerospike/aerospike-server.docker/blob/master/releases/8.0/community/ubuntu24.04/entrypoint.sh',
    ),
  },
  ...ofSection('finishes', 8, 'slapadd slappasswd slapcat slaptest slapindex'),
];

/** Programs that talk to a database or another server, and finish. */
export const clients: readonly Program[] = [
  ...ofSection('calls', 1, 'psql mysql mariadb sqlite3 etcdctl'),
  all(
    'calls',
    'mongosh mongo',
    repository('docker-library/mongo/blob/master/8.0/docker-entrypoint.sh'),
  ),
  all(
    'calls',
    'clickhouse-client',
    repository('ClickHouse/docker-library/blob/main/server/26.5.6.113/entrypoint.sh'),
  ),
  all(
    'calls',
    'influx',
    repository('influxdata/influxdata-docker/blob/master/influxdb/2.0/entrypoint.sh'),
  ),
  all(
    'calls',
    'cypher-shell',
    document('https://neo4j.com/docs/operations-manual/current/cypher-shell/'),
  ),
  // With `-Q` it exits behind the query, without a query when its input ends.
  all('calls', 'sqlcmd', document('https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility')),
  all('calls', 'sqlplus', repository('wnameless/docker-oracle-xe-11g/blob/master/assets/setup.sh')),
  {
    names: ['redis-cli', 'valkey-cli'],
    usual: 'calls',
    cases: [
      { when: { operand: '^(?:shutdown|SHUTDOWN)$' }, effect: { stops: ['redis-server'] } },
      { when: { operand: '^(?:ping|PING)$' }, effect: 'asks' },
    ],
    valueOptions: ['-h', '-p', '-a', '-n', '-s', '-u', '--user', '--pass'],
    source: document('https://redis.io/docs/latest/develop/tools/cli/'),
  },
  {
    names: ['mysqladmin', 'mariadb-admin'],
    usual: 'calls',
    cases: [
      { when: { operand: '^shutdown$' }, effect: { stops: ['mysqld', 'mysqld_safe'] } },
      { when: { operand: '^(ping|status)$' }, effect: 'asks' },
    ],
    valueOptions: ['-u', '--user', '-h', '--host', '-P', '--port', '-S', '--socket'],
    source: manual('mysqladmin(1)'),
  },
  ...ofSection('asks', 1, 'pg_isready mysqlcheck'),
  ...ofSection(
    'calls',
    1,
    'createdb dropdb createuser dropuser pg_dump pg_dumpall pg_restore pg_basebackup vacuumdb reindexdb',
  ),
  ...ofSection(
    'calls',
    1,
    'mysqldump mariadb-dump mysqlimport mongodump mongorestore mongoimport mongoexport',
  ),
  ...ofSection('calls', 1, 'ldapadd ldapmodify ldapsearch ldapdelete ldappasswd'),
  // The client of the image's own entrypoint, and its tool for services.
  all(
    'calls',
    'arangosh arangodump arangorestore arangoimport foxx',
    repository('arangodb/arangodb-docker/blob/official/alpine/3.9.9/docker-entrypoint.sh'),
  ),
  ...ofSection('calls', 1, 'mosquitto_pub amqp-publish kcat'),
  all(
    'calls',
    'alembic',
    document('https://alembic.sqlalchemy.org/en/latest/tutorial.html#running-our-first-migration'),
  ),
  {
    names: ['dbmate'],
    usual: 'calls',
    cases: [{ when: { first: '^wait$' }, effect: 'asks' }],
    valueOptions: ['--env', '-e', '--migrations-dir', '-d', '--schema-file', '-s', '--url', '-u'],
    source: repository('amacneil/dbmate/blob/main/README.md'),
  },
  commands(
    'drizzle-kit',
    { calls: 'migrate push pull', finishes: 'generate check up' },
    document('https://orm.drizzle.team/docs/drizzle-kit-migrate'),
  ),
  commands(
    'prisma',
    {
      calls: 'migrate db',
      finishes: 'generate validate format version init',
      serves: 'studio',
    },
    document('https://www.prisma.io/docs/cli/migrate/deploy'),
    {
      cases: [
        {
          when: { first: '^studio$' },
          effect: 'serves',
          source: repository('prisma/prisma/blob/7.0.0/packages/cli/src/Studio.ts'),
        },
        { when: { all: [{ first: '^generate$' }, { has: ['--watch'] }] }, effect: 'undecided' },
      ],
    },
  ),
  all('calls', 'knex', document('https://knexjs.org/guide/migrations.html#migration-cli')),
  all('calls', 'sequelize sequelize-cli', repository('sequelize/cli/blob/main/README.md')),
  all(
    'calls',
    'typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm',
    repository('typeorm/typeorm/blob/master/src/commands/MigrationRunCommand.ts'),
  ),
  all('calls', 'node-pg-migrate', repository('salsita/node-pg-migrate/blob/main/docs/src/cli.md')),
];
