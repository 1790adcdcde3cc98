/**
 * Labels that are no measure of this product, each with the reason. `defect`: it is none of the start as the container
 * runs it, or nothing in Dockerfile and scripts tells. `start`: the container does not start at all as it is written.
 */
export const JUDGED: readonly {
  readonly start: string;
  /** `KIND PATH:LINE`; undefined where the label of the start itself is meant. */
  readonly defect?: string;
  readonly reason: string;
}[] = [
  ...[
    ['evoup-hadoop-datanode', 'hadoop-datanode/files/start.sh:16'],
    ['evoup-monitoragent2', 'monitoragent2/files/start.sh:6'],
    ['newnius-hbase126', 'hbase/1.2.6/bootstrap.sh:15'],
    ['newnius-spark231', 'spark/2.3.1/bootstrap.sh:3'],
  ].map(([start = '', at]) => ({
    start,
    defect: `server-not-started ${at}`,
    reason: 'the start names no server: that one was meant is known from outside',
  })),
  {
    start: 'newnius-spark231',
    defect: 'masks-failure spark/2.3.1/bootstrap.sh:11',
    reason: 'without arguments nothing is started whose failure could be masked',
  },
  {
    start: 'evoup-zabbix34',
    defect: 'server-never-reached zabbix/3.4/files/start.sh:40',
    reason: 'the same line and defect as `systemctl-in-container`, which no rule is meant for',
  },
  ...[
    ['evoup-zabbix22', 'zabbix/2.2/files/start.sh:16', 'sh is bash in this image'],
    ['charmstr-ftps', 'srcs/ftps/srcs/bootstrap.sh:4', 'busybox ash knows `&>`'],
    ['charmstr-wordpress', 'srcs/wordpress/srcs/bootstrap.sh:11', 'busybox ash knows `[[`'],
    ['newnius-zerotier', 'zerotier/main.sh:13', 'behind `exec`, so that no shell comes to it'],
  ].map(([start = '', at, reason = '']) => ({ start, defect: `sh-needs-bash ${at}`, reason })),
  {
    start: 'newnius-zerotier',
    defect: 'dead-code-after-exec zerotier/main.sh:13',
    reason: 'what COPY names is not in the repository: the script beside it may be another',
  },
  ...[
    ['odoo', '17.0/entrypoint.sh:50'],
    ['centos-freeipa', 'freeipa/centos7/init-data:142'],
  ].map(([start = '', at]) => ({
    start,
    defect: `dead-code-after-exec ${at}`,
    reason: '`exit` with a failure behind `exec` is there for the case that `exec` fails',
  })),
  ...[
    ['greyltc-lamp', 'Dockerfile:40'],
    ['wnameless-oracle', 'Dockerfile:10'],
    ['vulhub-webmin1850', 'base/webmin/1.850/Dockerfile:14'],
  ].map(([start = '', at]) => ({
    start,
    defect: `shell-form ${at}`,
    reason:
      'PID 1 is a keep-alive, to which the signal means nothing either; `masked-exit` names it',
  })),
  {
    start: 'newnius-dev-base',
    defect: 'no-exec dev-base/bootstrap.sh:15',
    reason:
      'PID 1 is a keep-alive, to which the signal means nothing either; `masked-exit` names it',
  },
  ...[
    ['h-evoup-monitorserver1-9eb2', 'monitorserver1/Dockerfile:66'],
    ['h-charmstr-ftps-6fab', 'srcs/FTPS/Dockerfile:19'],
    ['h-charmstr-nginx-9ed1', 'srcs/Nginx/Dockerfile:47'],
    ['vaultwarden-kcsetup', 'playwright/compose/keycloak/Dockerfile:19'],
  ].map(([start = '', at]) => ({
    start,
    defect: `shell-form ${at}`,
    reason: 'the shell ends by itself, or gives way (bash): it is between PID 1 and nothing',
  })),
  {
    start: 'hari-tfenv',
    defect: 'no-exec tfenv/entrypoint.sh:26',
    reason: 'a task, no server',
  },
  ...[
    ['hari-drill', 'apache-drill/entrypoint.sh:31'],
    ['hari-presto', 'presto/entrypoint.sh:23'],
  ].map(([start = '', at]) => ({
    start,
    defect: `needs-tty ${at}`,
    reason: 'the script itself asks for the terminal, and does without one what it says',
  })),
  ...[
    'exits-with-server monitorserver1/files/start.sh:1',
    'exits-with-server monitorserver1/files/start.sh:2',
  ].map(defect => ({
    start: 'h-evoup-monitorserver1-e9b1',
    defect,
    reason: 'nothing starts: the builder does not know the instruction `CMD["./start.sh"]`',
  })),
  ...[
    'exits-with-server tomcat/files/start.sh:2',
    'interactive-shell-keepalive tomcat/files/start.sh:3',
  ].map(defect => ({
    start: 'h-evoup-tomcat',
    defect,
    reason: 'nothing starts: the script is not in the working directory of the image',
  })),
  {
    start: 'h-evoup-monitorserver1-e9b1',
    reason: 'the builder does not know the instruction `CMD["./start.sh"]`: it splits at blanks',
  },
  {
    start: 'h-evoup-tomcat',
    reason: '`./start.sh` is looked up in /usr/local/tomcat, and COPY puts it into /',
  },
  {
    start: 'vulhub-skywalking',
    reason: 'the file has mode 644 in git, and `RUN set -ex chmod …` gives `set` some arguments',
  },
];
