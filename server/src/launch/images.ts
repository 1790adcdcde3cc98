import type { ShellKind } from '../shell/shells.ts';

/** Image names whose `sh` is known, by the family they are built on (facts: images). */
const RED_HAT =
  /(^|\/)(centos|rockylinux|almalinux|fedora|redhat|ubi\d*|amazonlinux|oraclelinux)([-/:@]|$)/;
const ALPINE = /(^|[-/:])(alpine|busybox)/;
const DEBIAN =
  /(^|\/)(debian|ubuntu|buildpack-deps|node|python|ruby|golang|php|perl|openjdk|rust|nginx|httpd|mysql|mariadb|postgres|redis|tomcat|gcc)(:|@|$)/;

/** Which shell `sh` is in an image: Alpine busybox ash, Red Hat bash, Debian dash. */
export function shellOfImage(image: string): ShellKind {
  if (ALPINE.test(image)) return 'ash';
  if (RED_HAT.test(image)) return 'bash';
  if (DEBIAN.test(image)) return 'dash';
  return 'posix';
}
