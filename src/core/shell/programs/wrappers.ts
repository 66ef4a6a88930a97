import type { ProgramGroup } from './types.ts';

/** Programs that run another command which their own words spell out. */
export const wrappers: ProgramGroup = {
  sudo: {
    wraps: 'words',
    assignments: true,
    escalates: 'runs a command as another user (sudo)',
    values: {
      word: '-u -g -p -C --close-from -h --host -r --role -t --type -T --command-timeout -U --other-user',
      text: '--user --group --prompt',
      chdir: '-D --chdir -R --chroot',
    },
  },
  sudoedit: {
    operands: 'rewrite',
    escalates: 'edits files as another user',
    values: { word: '-u -g -p' },
  },
  'gosu|su-exec|chpst|setuidgid': {
    wraps: 'words',
    before: ['word'],
    escalates: 'runs a command as another user',
    values: { word: '-u -U -e' },
  },
  'doas|run0|pkexec|sudo-rs|gsudo|dzdo|please|pfexec|pbrun|calife|super|opendoas|suex|ksu|kdesu|kdesudo|gksu|gksudo|beesu|lxqt-sudo|lxsudo|sesu|psexec|runas|sux|really|become':
    {
      wraps: 'words',
      escalates: 'runs a command as another user',
      values: { word: '-u -s', text: '--user', read: '-C' },
    },
  'su|runuser': {
    special: 'switchUser',
    escalates: 'becomes another user',
    values: {
      command: '-c --command --session-command',
      word: '-s --shell -g -G -u -w',
      text: '--user',
    },
  },
  'env|genv': {
    special: 'splitEnvironment',
    wraps: 'words',
    assignments: true,
    values: { word: '-u --unset -a --argv0', chdir: '-C --chdir', command: '-S --split-string' },
  },
  'nohup|setsid|unbuffer|catchsegv|caffeinate|systemd-inhibit|rlwrap|winpty|eatmydata|fakeroot|proxychains|proxychains4|torsocks|torify|chronic|ts|cross-env|xvfb-run|dbus-run-session':
    {
      wraps: 'words',
      assignments: true,
      values: { word: '-w -i --what --who --why', text: '--mode' },
    },
  'taskset|chrt': { special: 'commandLine', optional: '-c' },
  'nice|ionice|stdbuf|gstdbuf|cpulimit|prlimit|numactl|schedtool|softlimit|cgexec': {
    wraps: 'words',
    values: {
      word: '-n --adjustment -c --class --classdata -p -P --pid -i --input -o --output -e --error -l --limit -g',
    },
  },
  'timeout|gtimeout': {
    wraps: 'words',
    before: ['word'],
    values: { word: '-k --kill-after -s --signal' },
  },
  'time|gtime': { wraps: 'words', values: { write: '-o --output', text: '-f --format' } },
  'strace|ltrace|dtruss|truss': {
    wraps: 'words',
    values: { write: '-o --output', word: '-p -s -u -a -E -P -I -O -S -X', text: '-e' },
  },
  'rr|py-spy|scalene': {
    operands: 'perhaps',
    values: {
      write: '-o --output --export-json --export-markdown --log-file',
      script: '-x --command -s',
      command: '--prepare --setup --cleanup',
      code: '-ex --eval-command',
    },
  },
  xargs: {
    special: 'argumentsFromInput',
    values: {
      read: '-a --arg-file',
      word: '-n --max-args -P --max-procs -L -s --max-chars -R -S --process-slot-var',
      text: '-I -J -d --delimiter -E',
    },
    optional: '-i -e -l',
  },
  gxargs: {
    special: 'argumentsFromInput',
    values: { read: '-a --arg-file', word: '-I -n -P -L -s -d -E' },
  },
  'parallel|rush|sem': {
    special: 'parallel',
    values: {
      read: '-a --arg-file --sshloginfile',
      write: '--joblog --results --tmpdir',
      word: '-j --jobs -n --max-args -N -L --delay --timeout --retries --load --memfree --progress-bar -S --sshlogin --block',
      text: '-I --colsep -C -d --delimiter --tagstring --halt',
    },
  },
  flock: {
    wraps: 'words',
    before: ['write'],
    values: { word: '-w --timeout -E --conflict-exit-code', command: '-c --command' },
  },
  watch: {
    special: 'watched',
    wraps: 'text',
    values: { word: '-n --interval -q --equexit' },
    optional: '-d',
  },
  'entr|watchexec|chokidar|onchange|reflex|fswatch': {
    wraps: 'words',
    values: {
      word: '-d -s',
      text: '-e --exts -i --ignore -f --filter',
      list: '-w --watch',
      command: '-c --command',
    },
  },
  script: {
    wraps: 'words',
    before: ['write'],
    values: {
      command: '-c --command',
      word: '-E -o --output-limit',
      text: '--echo',
      write: '-I --log-in -O --log-out -B --log-io -T --log-timing',
    },
  },
  'scriptreplay|asciinema|ttyrec': { operands: 'perhaps', values: { command: '-c --command' } },
  chroot: {
    wraps: 'words',
    before: ['word'],
    escalates: 'changes the root or namespaces of a command',
  },
  'unshare|nsenter|firejail': {
    wraps: 'words',
    escalates: 'changes the root or namespaces of a command',
    values: {
      word: '-S --setuid -G --setgid -t --target',
      chdir: '-w --wd -R --root',
    },
  },
  bwrap: { special: 'namespaceOptions' },
  'systemd-run|systemd-nspawn': {
    wraps: 'words',
    escalates: 'runs a command as a service',
    values: {
      word: '-p --property -u --unit --slice -E --setenv --uid --gid --nice -M --machine -H --host --on-active --on-boot --on-startup --on-unit-active --on-calendar --timer-property --service-type -D --directory',
      text: '--description',
      chdir: '--working-directory',
    },
  },
  machinectl: {
    escalates: 'changes the root or namespaces of a command',
    subcommands: { shell: { wraps: 'words', before: ['word'] } },
  },
  'start-stop-daemon': {
    special: 'startDaemon',
    values: {
      command: '-x --exec -a',
      write: '-p --pidfile -O --output',
      chdir: '-d --chdir',
      word: '-n --name -u -c --chuid -s --signal -R --retry -N --nicelevel -g -k --umask',
      text: '--user --group',
    },
  },
  'envchain|faketime|logsave': { wraps: 'words', before: ['perhaps'], values: { word: '-f' } },
  'valgrind|heaptrack': { wraps: 'words', values: { word: '-o' } },
  'perf|foreman|nix': {
    special: 'commandAfterVerb',
    operands: 'perhaps',
    values: { write: '-o --output', word: '-e -p --pid -F -a', text: '--event' },
  },
  capsh: { special: 'shellAfterDashes' },
  sg: { wraps: 'text', before: ['word'], escalates: 'runs a command as another group' },
  'setpriv|setarch|linux32|linux64|i386|x86_64|choom|ifne|wsl|wsl.exe|flatpak-spawn|vault-env|berglas|summon|uvx|pdx':
    {
      wraps: 'words',
      values: {
        word: '-n --from --with -p --python -d --distribution -u -f -m -a',
        text: '--user',
      },
    },
  tmux: {
    values: { read: '-f', word: '-L -S -c' },
    subcommands: {
      'if-shell|if': { special: 'tmuxCondition', values: { word: '-t' } },
      'new-session|new|new-window|neww|split-window|splitw|run-shell|run|respawn-pane|display-popup|popup|pipe-pane|respawn-window':
        { special: 'commandLine', values: { word: '-s -n -t -x -y -F -e -l -p', chdir: '-c' } },
      'send-keys|send': { special: 'typedKeys', values: { word: '-t -N' } },
      'attach|attach-session|a|at|ls|list-sessions|list-windows|list-panes|kill-session|kill-server|kill-window|kill-pane|has-session|has|capture-pane|capturep|select-pane|select-window|set-option|set|set-window-option|setw|rename-session|rename-window|detach|display-message|display|show-options|resize-pane|bind-key|bind|wait-for|info':
        { operands: 'word', values: { word: '-t -s -p -S -E -b' } },
      'source-file|source': { operands: 'script' },
      'load-buffer|loadb': { operands: 'read', values: { word: '-b -t' } },
      'save-buffer|saveb': { operands: 'write', values: { word: '-b' } },
    },
  },
  'screen|dtach|abduco|zellij': {
    special: 'screenSession',
    wraps: 'words',
    values: {
      word: '-S -r -x -t -p -A -n -s -T -D -R',
      read: '-c',
      write: '-L -Logfile',
    },
  },
  crontab: {
    first: 'read',
    persists: 'changes scheduled jobs (crontab)',
    values: { word: '-u' },
    informs: '-V --version',
    harmlessWith: '-l',
  },
  'at|batch': {
    operands: 'word',
    values: { read: '-f', word: '-q -t' },
    informs: '-V',
    harmlessWith: '-l -d -r -c',
    persists: 'schedules a command for later (at)',
  },
  man: {
    operands: 'word',
    values: {
      command: '-P --pager -H --html --preprocessor',
      read: '-C --config-file',
      word: '-M --manpath --sections -S -L --locale -e -E --encoding -m --systems -R --recode',
      text: '-s --extension -r --prompt -p',
    },
    switches: [{ on: '-l --local-file', operands: 'read' }],
  },
  'ld.so|ld-linux.so|ld-linux-x86-64.so|ld-linux-aarch64.so|ld-musl-x86_64.so|ld-musl-aarch64.so|ld-linux-armhf.so|ld-linux.so.2|ld-linux-x86-64.so.2|ld-linux-aarch64.so.1|ld-linux-armhf.so.3|ld-musl-x86_64.so.1|ld-musl-aarch64.so.1':
    {
      wraps: 'words',
      values: { word: '--library-path --argv0 --inhibit-rpath', read: '--preload --audit' },
    },
  'hyperfine|pee': {
    operands: 'command',
    values: {
      write: '--export-json --export-markdown --export-csv',
      command: '--prepare -p --setup -s --cleanup -c --conclude',
      word: '-w --warmup -r --runs -m --min-runs -M --max-runs -P -D -L -n --command-name -S --shell -u --time-unit --input --output',
      text: '--style',
    },
  },
  busybox: { wraps: 'words' },
  'toybox|coreutils|uutils': { wraps: 'words' },
};
