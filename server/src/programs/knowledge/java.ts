import type { Program } from '../program.ts';
import { all, commands, document, repository, run, server } from './forms.ts';

const KAFKA = repository('apache/kafka/tree/trunk/bin');
const JBOSS = repository(
  'wildfly/wildfly-core/tree/main/core-feature-pack/common/src/main/resources/content/bin',
);

/** Servers of the Java world, and the scripts that start them. */
export const java: readonly Program[] = [
  commands(
    'catalina.sh',
    {
      serves: 'run',
      daemonizes: 'start',
      finishes: 'configtest version',
      stop: 'stop',
      foreground: { instead: { start: 'run' } },
    },
    run('tomcat10 10.1.60'),
    {
      cases: [
        { when: { first: '^(jpda|debug)$', second: '^run$' }, effect: 'serves' },
        { when: { first: '^jpda$', second: '^start$' }, effect: 'daemonizes' },
      ],
    },
  ),
  {
    names: ['startup.sh'],
    // Many projects call their own script so; where it lies says that it is Tomcat's.
    usual: 'undecided',
    cases: [{ when: { path: 'tomcat|catalina' }, effect: 'daemonizes' }],
    foreground: { program: 'catalina.sh', first: ['run'] },
    starts: 'catalina.sh',
    source: run('tomcat10 10.1.60'),
  },
  {
    names: ['shutdown.sh'],
    usual: 'undecided',
    cases: [
      { when: { path: 'tomcat|catalina' }, effect: { stops: ['catalina.sh', 'startup.sh'] } },
    ],
    source: run('tomcat10 10.1.60'),
  },
  commands(
    'jetty.sh',
    {
      serves: 'run supervise',
      daemonizes: 'start restart',
      stop: 'stop',
      finishes: 'check status',
      foreground: { instead: { start: 'run', restart: 'run' } },
    },
    run('jetty9 9.4.57'),
  ),
  {
    names: [
      'kafka-server-start.sh',
      'kafka-server-start',
      'zookeeper-server-start.sh',
      'zookeeper-server-start',
      'connect-distributed.sh',
      'connect-distributed',
      'connect-standalone.sh',
      'connect-standalone',
    ],
    usual: 'serves',
    cases: [{ when: { has: ['-daemon'] }, effect: 'daemonizes' }],
    singleDash: true,
    foreground: { without: ['-daemon'] },
    source: KAFKA,
  },
  all(
    'finishes',
    'kafka-server-stop.sh zookeeper-server-stop.sh kafka-storage.sh kafka-storage',
    KAFKA,
  ),
  all(
    'calls',
    'kafka-topics.sh kafka-topics kafka-configs.sh kafka-configs kafka-acls.sh kafka-broker-api-versions.sh',
    KAFKA,
  ),
  commands(
    'zkServer.sh',
    {
      serves: 'start-foreground',
      daemonizes: 'start restart',
      stop: 'stop',
      finishes: 'print-cmd upgrade',
      asks: 'status',
      foreground: { instead: { start: 'start-foreground', restart: 'start-foreground' } },
    },
    run('zookeeper 3.8.0'),
  ),
  commands(
    'solr',
    {
      daemonizes: 'start restart',
      stays: '-f --foreground',
      stop: 'stop',
      calls: 'create create_core delete zk status healthcheck config auth post',
      finishes: 'version assert',
      values: '-p -d -m -s -e -a -z -h -c --port',
    },
    repository('apache/solr/blob/main/solr/bin/solr'),
    // `solr -e EXAMPLE` is `solr start -e EXAMPLE`.
    {
      cases: [{ when: { all: [{ has: ['-e'] }, { not: { has: ['-f'] } }] }, effect: 'daemonizes' }],
    },
  ),
  all('serves', 'solr-foreground solr-precreate solr-create', repository('apache/solr-docker')),
  server(
    'elasticsearch',
    { forks: '-d --daemonize', tasks: '-V -h', values: '-p --pidfile -E' },
    document(
      'https://www.elastic.co/guide/en/elasticsearch/reference/7.12/starting-elasticsearch.html',
    ),
  ),
  {
    // Without a service it is a client that reads standard input.
    names: ['hive'],
    usual: 'interactive',
    cases: [
      { when: { option: '--service', matches: '^(metastore|hiveserver2)$' }, effect: 'serves' },
      { when: { has: ['--service'] }, effect: 'undecided' },
      { when: { has: ['-e', '-f', '--help', '-H'] }, effect: 'calls' },
    ],
    valueOptions: ['--service', '-e', '-f', '--hiveconf', '-hiveconf', '--hivevar', '-d', '-i'],
    source: repository('apache/hive/tree/master/bin/ext'),
  },
  {
    names: ['hiveserver2'],
    usual: 'serves',
    cases: [{ when: { has: ['--graceful_stop'] }, effect: 'calls' }],
    source: repository('apache/hive/blob/master/bin/ext/hiveserver2.sh'),
  },
  all(
    'finishes',
    'elasticsearch-plugin elasticsearch-keystore elasticsearch-certutil',
    document('https://www.elastic.co/guide/en/elasticsearch/reference/7.17/commands.html'),
  ),
  {
    names: ['cassandra'],
    usual: 'daemonizes',
    cases: [
      { when: { has: ['-v', '-h'] }, effect: 'finishes' },
      { when: { has: ['-f'] }, effect: 'serves' },
    ],
    valueOptions: ['-p', '-H', '-E', '-D'],
    foreground: { first: ['-f'] },
    service: { names: ['cassandra'], foreground: ['cassandra', '-f'] },
    source: repository('apache/cassandra/blob/trunk/bin/cassandra'),
  },
  all(
    'calls',
    'nodetool cqlsh',
    document(
      'https://cassandra.apache.org/doc/latest/cassandra/managing/tools/nodetool/nodetool.html',
    ),
  ),
  commands(
    'neo4j',
    {
      serves: 'console',
      daemonizes: 'start restart',
      stop: 'stop',
      finishes: 'version',
      asks: 'status',
      foreground: { instead: { start: 'console', restart: 'console' } },
    },
    document('https://neo4j.com/docs/operations-manual/current/installation/linux/tarball/'),
  ),
  all(
    'finishes',
    'neo4j-admin',
    document('https://neo4j.com/docs/operations-manual/current/neo4j-admin-neo4j-cli/'),
  ),
  // SPARK_NO_DAEMONIZE keeps them in the foreground.
  all(
    'returns',
    'start-master.sh start-worker.sh start-slave.sh start-history-server.sh start-thriftserver.sh spark-daemon.sh',
    repository('apache/spark/pull/3881'),
  ),
  {
    names: ['hdfs', 'mapred', 'hadoop'],
    usual: 'undecided',
    cases: [
      { when: { option: '--daemon', matches: '^start$' }, effect: 'daemonizes' },
      { when: { option: '--daemon', matches: '^stop$' }, effect: { stops: ['hdfs'] } },
      { when: { option: '--daemon', matches: '^status$' }, effect: 'asks' },
      { when: { all: [{ first: '^namenode$' }, { has: ['-format'] }] }, effect: 'finishes' },
      {
        when: {
          first:
            '^(namenode|datanode|secondarynamenode|journalnode|zkfc|nfs3|portmap|historyserver)$',
        },
        effect: 'serves',
      },
      { when: { first: '^(dfs|fs|dfsadmin|fsck|version|classpath|jar)$' }, effect: 'calls' },
    ],
    valueOptions: ['--daemon', '--config', '--loglevel'],
    singleDash: true,
    foreground: { without: ['--daemon'] },
    source: document(
      'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/CommandsManual.html',
    ),
  },
  all(
    'daemonizes',
    'start-dfs.sh start-yarn.sh',
    repository(
      'apache/hadoop/blob/trunk/hadoop-hdfs-project/hadoop-hdfs/src/main/bin/start-dfs.sh',
    ),
  ),
  commands(
    'hbase-daemon.sh',
    {
      serves: 'foreground_start',
      daemonizes: 'start restart',
      stop: 'stop',
      foreground: { instead: { start: 'foreground_start', restart: 'foreground_start' } },
      values: '--config',
    },
    document('https://issues.apache.org/jira/browse/HBASE-12964'),
  ),
  {
    names: ['hbase'],
    usual: 'undecided',
    cases: [
      {
        when: { first: '^(master|regionserver|thrift|thrift2|rest|zookeeper)$', second: '^start$' },
        effect: 'serves',
      },
    ],
    source: document('https://issues.apache.org/jira/browse/HBASE-12964'),
  },
  commands(
    'jobmanager.sh taskmanager.sh standalone-job.sh historyserver.sh',
    {
      serves: 'start-foreground',
      daemonizes: 'start',
      stop: 'stop stop-all',
      foreground: { instead: { start: 'start-foreground' } },
    },
    repository('apache/flink-docker/blob/master/2.0/scala_2.12-java17-ubuntu/docker-entrypoint.sh'),
  ),
  commands(
    'storm',
    {
      serves: 'nimbus supervisor ui drpc logviewer',
      calls: 'jar list kill rebalance',
      finishes: 'version localconfvalue',
    },
    repository('apache/storm-docker/blob/master/2.8.0/docker-entrypoint.sh'),
  ),
  commands(
    'activemq',
    {
      serves: 'console',
      daemonizes: 'start restart',
      stop: 'stop',
      asks: 'status',
      finishes: 'create setup encrypt decrypt',
      foreground: { instead: { start: 'console', restart: 'console' } },
    },
    repository('apache/activemq/blob/main/assembly/src/release/bin/activemq'),
  ),
  commands(
    'artemis',
    {
      serves: 'run',
      finishes: 'create version mask',
      stop: 'stop',
      calls: 'queue address user producer consumer check data',
    },
    document(
      'https://activemq.apache.org/components/artemis/documentation/latest/using-server.html',
    ),
  ),
  commands(
    'artemis-service',
    {
      daemonizes: 'start restart',
      stop: 'stop',
      asks: 'status',
      foreground: { program: 'artemis', instead: { start: 'run', restart: 'run' } },
    },
    document(
      'https://activemq.apache.org/components/artemis/documentation/latest/using-server.html',
    ),
    { starts: 'artemis' },
  ),
  all('serves', 'jenkins.sh', repository('jenkinsci/docker/blob/master/jenkins.sh')),
  all(
    'finishes',
    'jenkins-plugin-cli install-plugins.sh',
    repository('jenkinsci/docker/blob/master/jenkins-plugin-cli.sh'),
  ),
  all('serves', 'standalone.sh', JBOSS),
  all('finishes', 'add-user.sh', JBOSS),
  commands(
    'kc.sh',
    {
      serves: 'start start-dev',
      finishes: 'build export import show-config',
      calls: 'bootstrap-admin',
    },
    repository('keycloak/keycloak/blob/main/quarkus/container/Dockerfile'),
  ),
  {
    // The launcher of Presto and Trino; others call their own program so.
    names: ['launcher', 'launcher.py'],
    usual: 'returns',
    cases: [
      { when: { all: [{ path: 'presto|trino' }, { first: '^run$' }] }, effect: 'serves' },
      {
        when: { all: [{ path: 'presto|trino' }, { first: '^(re)?start$' }] },
        effect: 'daemonizes',
      },
    ],
    foreground: { instead: { start: 'run', restart: 'run' } },
    source: repository('airlift/airlift/blob/master/launcher/src/main/scripts/bin/launcher.py'),
  },
  {
    names: ['gradle', 'gradlew'],
    usual: 'undecided',
    cases: [
      {
        // It waits for changes of the sources.
        when: { has: ['-t', '--continuous'] },
        effect: 'serves',
        source: document('https://docs.gradle.org/current/userguide/continuous_builds.html'),
      },
      { when: { operand: '^(.*:)?(bootRun|run|appRun|jettyRun)$' }, effect: 'undecided' },
      {
        when: {
          operand:
            '^(.*:)?(build|assemble|test|check|clean|jar|bootJar|dependencies|tasks|wrapper|publish|installDist)$',
        },
        effect: 'finishes',
      },
      { when: { has: ['--stop'] }, effect: 'finishes' },
    ],
    source: document('https://docs.gradle.org/current/userguide/command_line_interface.html'),
  },
  {
    names: ['mvn', 'mvnw'],
    usual: 'undecided',
    cases: [
      { when: { operand: '(:|^)(run|start|exec|java)$' }, effect: 'undecided' },
      {
        when: { operand: '^(clean|validate|compile|test|package|verify|install|deploy)$' },
        effect: 'finishes',
      },
    ],
    source: document(
      'https://maven.apache.org/guides/introduction/introduction-to-the-lifecycle.html#A_Build_Lifecycle_is_Made_Up_of_Phases',
    ),
  },
  commands(
    'liquibase',
    { calls: 'update rollback status validate tag update-sql clear-checksums', usual: 'calls' },
    document('https://docs.liquibase.com/commands/home.html'),
  ),
  commands(
    'flyway',
    { usual: 'calls' },
    document('https://documentation.red-gate.com/flyway/reference/commands'),
  ),
];
