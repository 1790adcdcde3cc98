/**
 * What stubs do. A stub's own file sets `b` (what to do) and `k` (which command it is), then reads
 * this. It uses only what the shell has built in, so that a stub is one process. Its lines in
 * `marks`: `s K` started, `z PID SECONDS` sleeps, `q K` was asked, `t K` was terminated, `e STATUS`
 * the command under the supervisor ended.
 *
 * A trap is set before the mark; who waits for ever reads a fifo that nobody writes.
 */
export const ACT = `
mark() { echo "$*" >>/.oracle/marks; }
stay() { exec 3<>/.oracle/still; while :; do read -r x <&3; done; }
serve() { trap 'mark t "$k"; exit 143' TERM; mark s "$k"; }
answer() {
  read -r answers </.oracle/answers
  case " $answers " in
    *" $k=no "*) a=no ;;
    *" $k=later "*) a=later ;;
    *) a=yes ;;
  esac
  if [ $a = later ]; then
    n=0
    while read -r m q; do
      [ "$m $q" = "q $k" ] && n=$((n + 1))
    done </.oracle/marks
    [ $n -lt 2 ] && a=no
    mark q "$k"
  fi
  [ $a != no ]
}
case $b in
  serve) serve; stay ;;
  idle) mark s "$k"; stay ;;
  daemonize)
    exec 4<>/.oracle/ready
    (serve; echo >&4; exec >/dev/null 2>&1; stay) &
    read -r x <&4
    exit 0 ;;
  finish) mark s "$k"; exit 0 ;;
  filter) mark s "$k"; while read -r x; do :; done; exit 0 ;;
  sleep) exec 3<>"/.oracle/wake/$$"; mark z $$ "$1"; read -r x <&3; exit 0 ;;
  ask) mark s "$k"; answer; exit ;;
  assume) if answer; then mark s "$k"; exit 0; fi; serve; stay ;;
  wrap) shift "$n"; exec "$@" ;;
  applet) exec /.oracle/busybox-launch "\${0##*/}" "$@" ;;
  forward | init)
    shift "$n"
    if [ "$b" = init ]; then
      # Not what busybox itself has under the name.
      set -- /.oracle/busybox-launch setsid /.oracle/busybox-stub ash -c 'exec "$@"' init "$@"
    fi
    "$@" &
    child=$!
    trap 'kill -TERM $child' TERM
    wait $child
    s=$?
    while kill -0 $child 2>/dev/null; do wait $child; s=$?; done
    exit $s ;;
esac
`;

/** PID 1 under which a launch's command runs when what it leaves behind is to be seen in peace. */
export const INIT = `#!/.oracle/busybox-launch ash
"$@"
echo "e $?" >>/.oracle/marks
exec 3<>/.oracle/still
while :; do read -r x <&3; done
`;

export const STUB_SHEBANG = '#!/.oracle/busybox-stub ash';
