import { everybody } from './addresses.ts';
import type { HazardGroup } from './types.ts';

const asks = { kind: 'unresolved' } as const;
const orders = { ...asks, why: 'lets a server elsewhere run code here' };
const logins = { ...asks, why: 'lets others log in to this machine' };
const informs = '--help --version';
const everywhere = new RegExp(String.raw`(?:^|[\s=:/@])(?!\*)${everybody}(?=[\s:,]|$)`);
const elsewhere =
  /(?:^|[\s=@/])(?!localhost|127\.|\[?::1)(?:\d{1,3}(?:\.\d{1,3}){3}|(?<=:\/\/)[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)+(?=:\d))/;

/** Programs that take work, or whoever wants to log in, from elsewhere. */
export const workerHazards = (): readonly HazardGroup[] => [
  // Build and deploy agents: the server says what they run.
  {
    programs: 'gitlab-runner|gitlab-ci-multi-runner|act_runner|forgejo-runner|github-runner',
    hazards: [{ words: 'register|run|start|daemon|install', none: informs, ...orders }],
  },
  {
    programs:
      'buildkite-agent|woodpecker-agent|drone-runner-exec|drone-runner-ssh|drone-agent|circleci-runner|circleci-launch-agent|teamcity-agent|bamboo-agent|gocd-agent|go-agent|semaphore-agent|swarm-client|jenkins-agent|harness-agent|octopus-tentacle|tentacle|pipelines-agent|vsts-agent|actions-runner',
    hazards: [
      {
        line: /^(?!\s{0,4}(?:annotate|artifact|env|lock|meta-data|oidc|pipeline|redactor|secret|step|tool|version|help|list|status|stop)\b)/,
        none: informs,
        ...orders,
      },
    ],
  },
  {
    programs: 'config.sh|config.cmd|svc.sh',
    hazards: [{ all: '--url --token', ...orders }],
  },
  {
    programs: 'java|javaws',
    hazards: [
      {
        line: /(?:^|\s)(?:-url|-jnlpUrl|-jnlp-url)\s{1,2}https?:\/\/(?!localhost|127\.)/,
        ...orders,
      },
    ],
  },
  {
    programs: 'concourse|fly|tsuru|rundeck|rd',
    hazards: [{ words: 'worker', none: informs, ...orders }],
  },
  // Clusters and fleets.
  {
    programs:
      'nomad|consul|serf|k3s|rke2|k0s|microk8s|kubeadm|docker|salt-minion|k3s-agent|kubelet',
    globals: '-H --host --context -c --config -l --log-level',
    hazards: [
      { words: 'agent', line: elsewhere, none: informs, ...orders },
      { words: 'agent', any: '-enable-script-checks -event-handler', ...orders },
      { words: 'join|swarm join|worker|node join', none: informs, ...orders },
    ],
  },
  {
    programs: 'salt-minion|puppet|cf-agent|chef-client|mcollectived|choria|ansible-rulebook',
    hazards: [{ line: elsewhere, none: informs, ...orders }],
  },
  {
    programs:
      'celery|rq|dramatiq|huey_consumer|arq|dask|dask-worker|ray|spark-class|temporal|prefect|airflow',
    hazards: [
      { words: 'worker|-A * worker|start', line: elsewhere, none: informs, ...orders },
      { words: 'start|scheduler|head', line: everywhere, none: informs, ...orders },
    ],
  },
  // Help from afar.
  {
    programs:
      'rustdesk|anydesk|teamviewer|teamviewerd|dwagent|dwagsvc|meshagent|screenconnect|splashtop|parsecd|nxserver|nxagent|hbbs|hbbr|chrome-remote-desktop|chrome-remote-desktop-host|remotely_agent|tacticalrmm|atera|supremo|aeroadmin|ammyy|sunshine|gnome-remote-desktop-daemon|grdctl|krdpserver',
    hazards: [
      {
        line: /^/,
        none: '--help --version',
        ...logins,
        why: 'gives screen, keyboard and mouse to whoever connects',
      },
    ],
  },
  {
    programs:
      'mosh-server|etserver|etterminal|xfreerdp-shadow-cli|freerdp-shadow|wetty|butterfly.server.py|butterfly|rtty|rttys|webssh|wssh|teleport|sshportal|sish|hop|warp|gsocket|rconsole',
    hazards: [
      {
        line: /--allow-anyone|(?:^|\s)-auth(?:\s|$)|--(?:no|un)-?(?:auth|secure)\w*/,
        none: informs,
        kind: 'expose',
        why: 'gives a shell to everybody who can reach it',
      },
      {
        line: /^(?!\s{0,4}(?:status|version|help|configure|ls|list|tctl|tsh)\b)./,
        none: informs,
        ...logins,
      },
    ],
  },
  // Tools whose own door takes orders.
  {
    programs:
      'zellij|kitty|wezterm|wezterm-mux-server|fzf|frida-server|adb|openocd|mitmweb|ipcluster|ipcontroller|radare2|r2|rizin|gdbserver|x64dbg|tmux-web|xpra|emacs|mpv|vlc|delve|guacd',
    hazards: [
      {
        line: everywhere,
        none: informs,
        ...asks,
        why: 'takes orders from everybody on the network',
      },
      {
        line: /(?:^|\s)(?:-a\s{1,2}(?:nodaemon|-L|server|start)|tcpip\s{1,2}\d|--listen-unsafe[=\s]|-qc?\s{0,2}=h)/,
        ...asks,
        why: 'takes orders from the network',
      },
    ],
  },
  {
    programs:
      'qemu-system-x86_64|qemu-system-aarch64|qemu-system-arm|qemu-system-i386|qemu-system-riscv64|qemu|kvm|cloud-hypervisor|firecracker',
    hazards: [
      {
        line: /(?:-monitor|-qmp|-gdb|-serial|-chardev|-vnc)\s{1,2}\S{0,60}(?:tcp|socket|telnet)?:?(?:host=)?(?:0\.0\.0\.0|\[?::\]?|:)[:,]?\S{0,6}\d/,
        ...asks,
        why: 'takes orders from everybody on the network',
      },
    ],
  },
  {
    programs: 'inetd|xinetd|openbsd-inetd|rlinetd|inetutils-inetd',
    hazards: [
      {
        fed: /(?:stream|dgram)\s{1,8}(?:tcp|udp)\S{0,4}\s[^\n]{0,200}\/(?:ba|z|da|k|a)?sh\b|server\s{0,8}=\s{0,8}\S{0,80}\/(?:ba|z|da|k|a)?sh\b/,
        kind: 'expose',
        why: 'a shell is handed to a connection',
      },
      { line: /^/, none: informs, ...asks, why: 'hands a program to a connection' },
    ],
  },
  {
    programs: 'gh',
    hazards: [
      {
        words: 'codespace ports visibility|cs ports visibility',
        line: /\d:public\b/,
        ...asks,
        why: 'opens a port to everybody',
      },
    ],
  },
];
