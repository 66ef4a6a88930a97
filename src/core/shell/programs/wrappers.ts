import type { ProgramGroup } from './types.ts';

/** Programs that run another command which their own words spell out. */
export const wrappers: ProgramGroup = {
  sudo: {
    wraps: 'words',
    assignments: true,
    escalates: 'runs a command as another user (sudo)',
    values: {
      word: '-u --user -g --group -p --prompt -C --close-from -h --host -r --role -t --type -T --command-timeout -U --other-user',
      chdir: '-D --chdir -R --chroot',
    },
  },
  sudoedit: {
    operands: 'rewrite',
    escalates: 'edits files as another user',
    values: { word: '-u -g -p' },
  },
  'doas|run0|pkexec|gosu|su-exec': {
    wraps: 'words',
    escalates: 'runs a command as another user',
    values: { word: '-u --user -s', read: '-C' },
  },
  'su|runuser': {
    escalates: 'becomes another user',
    values: { command: '-c --command --session-command', word: '-s --shell -g -G -u --user -w' },
  },
  'env|genv': {
    wraps: 'words',
    assignments: true,
    values: { word: '-u --unset -a --argv0', chdir: '-C --chdir', command: '-S --split-string' },
  },
  'nohup|setsid|unbuffer|catchsegv|caffeinate|systemd-inhibit|rlwrap|winpty|eatmydata|fakeroot|proxychains|proxychains4|torsocks|torify|chronic|ts|cross-env|xvfb-run|dbus-run-session':
    { wraps: 'words', assignments: true, values: { word: '-w -i --what --who --why --mode' } },
  'nice|ionice|chrt|taskset|stdbuf|gstdbuf|cpulimit|prlimit|numactl|schedtool|softlimit|cgexec': {
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
  'time|gtime': { wraps: 'words', values: { write: '-o --output', word: '-f --format' } },
  'strace|ltrace|dtruss|truss': {
    wraps: 'words',
    values: { write: '-o --output', word: '-e -p -s -u -a -E -P -I -O -S -X' },
  },
  'perf|valgrind|gdb|lldb|hyperfine|heaptrack|rr|py-spy|scalene': {
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
      word: '-I -J -n --max-args -P --max-procs -L --max-lines -s --max-chars -d --delimiter -E -R -S --process-slot-var --replace',
    },
    optional: '-i -e -l',
  },
  gxargs: {
    special: 'argumentsFromInput',
    values: { read: '-a --arg-file', word: '-I -n -P -L -s -d -E' },
  },
  'parallel|rush': {
    special: 'parallel',
    values: {
      read: '-a --arg-file --sshloginfile',
      write: '--joblog --results --tmpdir',
      word: '-j --jobs -n --max-args -N -I -L --delay --timeout --retries --colsep -C -d --delimiter --tagstring --halt --load --memfree --progress-bar -S --sshlogin --block',
    },
  },
  flock: {
    wraps: 'words',
    before: ['write'],
    values: { word: '-w --timeout -E --conflict-exit-code', command: '-c --command' },
  },
  watch: { wraps: 'text', values: { word: '-n --interval -d -q --equexit' } },
  'entr|watchexec|chokidar|onchange|reflex|fswatch': {
    wraps: 'words',
    values: {
      word: '-e --exts -i --ignore -f --filter -d -s',
      list: '-w --watch',
      command: '-c --command',
    },
  },
  script: {
    operands: 'write',
    values: {
      command: '-c --command',
      word: '-E --echo -o --output-limit',
      write: '-I --log-in -O --log-out -B --log-io -T --log-timing',
    },
  },
  'scriptreplay|asciinema|ttyrec': { operands: 'perhaps', values: { command: '-c --command' } },
  'chroot|unshare|nsenter|firejail|bwrap|systemd-run|machinectl': {
    operands: 'perhaps',
    escalates: 'changes the root or namespaces of a command',
  },
  tmux: {
    values: { read: '-f', word: '-L -S -c' },
    subcommands: {
      'new-session|new|new-window|neww|split-window|splitw|run-shell|run|if-shell|if|respawn-pane|display-popup|popup|pipe-pane|respawn-window':
        { wraps: 'text', values: { word: '-s -n -t -x -y -F -e -l -p', chdir: '-c' } },
      'send-keys|send': { operands: 'command', values: { word: '-t -N' } },
      'attach|attach-session|a|at|ls|list-sessions|list-windows|list-panes|kill-session|kill-server|kill-window|kill-pane|has-session|has|capture-pane|capturep|select-pane|select-window|set-option|set|set-window-option|setw|rename-session|rename-window|detach|display-message|display|show-options|resize-pane|bind-key|bind|wait-for|info':
        { operands: 'word', values: { word: '-t -s -p -S -E -b' } },
      'source-file|source': { operands: 'script' },
      'load-buffer|loadb': { operands: 'read', values: { word: '-b -t' } },
      'save-buffer|saveb': { operands: 'write', values: { word: '-b' } },
    },
  },
  'screen|dtach|abduco|zellij': {
    wraps: 'words',
    values: {
      word: '-S -r -x -t -p -A -n -s -T -D -R',
      command: '-X',
      read: '-c',
      write: '-L -Logfile',
    },
  },
  crontab: {
    first: 'read',
    persists: 'changes scheduled jobs (crontab)',
    values: { word: '-u' },
    harmlessWith: '-l -r --version',
  },
  'at|batch': {
    operands: 'word',
    values: { read: '-f', word: '-q -t' },
    harmlessWith: '-l -d -r -c',
    persists: 'schedules a command for later (at)',
  },
  busybox: { wraps: 'words' },
  'toybox|coreutils|uutils': { wraps: 'words' },
  'direnv|mise|rbenv|pyenv|nodenv|goenv|asdf|fnm|volta|nvm|conda|mamba|micromamba|starship|zoxide|opam|dircolors|ssh-agent|gpg-agent|keychain|thefuck|register-python-argcomplete|minikube|docker-machine|eksctl|k9s|helmfile|rtx|sdk|tfenv|luaver|luarocks':
    {
      operands: 'word',
      values: { word: '-n --name -p -s -a -t', read: '-f --file' },
      prints: 'environment',
    },
};
