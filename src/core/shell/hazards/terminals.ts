import { terminalClients } from './terminalClients.ts';
import { terminalFeeds } from './terminalFeeds.ts';
import type { HazardGroup } from './types.ts';

const shell = { kind: 'terminal', why: 'opens a shell at the terminal', typed: true } as const;
const informs = '--help --version -V';

const remote = '-w -p -i -l -o -F -J -L -R -D -W -b -c -e -E -I -m -O -Q -S -B -P --ssh --port';
const container =
  '-e --env -p --publish --name -w --workdir -u --user --network --net -h --hostname -l --label -m --memory --cpus --restart --platform --add-host --entrypoint --env-file --shm-size --tmpfs --gpus --cap-add --cap-drop --security-opt --mount -v --volume --pid --ipc --device --ulimit --dns';
const cluster =
  '-n --namespace --image --restart --env --labels -l -c --container --target --overrides';

/** Shells and sessions, here and elsewhere, that start without being told what to do. */
const shells: readonly HazardGroup[] = [
  {
    programs: 'ssh|slogin|autossh|mosh|et|dbclient|plink|rsh|rlogin',
    hazards: [{ most: 1, none: '-N -f -V -G -Q -O -n', values: remote, ...shell }],
  },
  { programs: 'telnet|cu|minicom|picocom', hazards: [{ none: informs, ...shell }] },
  {
    programs: 'su|newgrp|sg|login|runuser',
    hazards: [{ none: '-c --command --session-command --help', ...shell }],
  },
  {
    programs: 'sudo|doas|pkexec|run0',
    hazards: [
      {
        any: '-i -s --login --shell',
        most: 0,
        values: '-u -g -C -h -p -r -t -T -U --user --group --host',
        ...shell,
      },
    ],
  },
  { programs: 'script', hazards: [{ none: `-c --command ${informs}`, most: 1, ...shell }] },
  {
    programs: 'chroot|unshare|nsenter|proot|fakeroot|firejail|schroot|systemd-nspawn',
    hazards: [
      {
        most: 1,
        none: `-c --command --list -l ${informs}`,
        values: '-t --target -r -b -w -S -G --userspec --groups -D -u -d',
        ...shell,
      },
    ],
  },
  {
    programs: 'systemd-run',
    hazards: [{ any: '-t --pty -S --shell', most: 0, ...shell }],
  },
  {
    programs: 'tmux|byobu|tmate|zellij',
    globals: '-L -S -f -c',
    hazards: [
      { most: 0, none: `-h --list-sessions ${informs}`, ...shell },
      {
        words: 'attach|attach-session|at|a|new|new-session|choose-tree',
        none: '-d --detach --list',
        ...shell,
      },
    ],
  },
  {
    programs: 'screen|dtach|abduco|dvtm|mtm',
    hazards: [
      {
        none: `-dm -dmS -D -X -Q -ls -list -wipe -n ${informs}`,
        values: '-S -t -T -s -h -e -c -p',
        most: 0,
        ...shell,
      },
      { any: '-r -x -R -RR -a -A -rd -dr -dR', none: '-X -dmS -dm', ...shell },
    ],
  },
  {
    programs: 'docker|podman|nerdctl|finch',
    globals: '-H --host -c --context -l --log-level --config',
    hazards: [
      {
        words: 'run|container run|compose run',
        any: '-i --interactive',
        none: '-d --detach',
        values: container,
        most: 1,
        ...shell,
      },
      { words: 'attach|container attach|compose attach|debug', ...shell },
      { words: 'start|container start', any: '-i --interactive', ...shell },
    ],
  },
  {
    programs: 'kubectl|k|oc|microk8s.kubectl',
    globals: '-n --namespace --context --kubeconfig --cluster --user',
    hazards: [
      { words: 'attach', any: '-i --stdin', ...shell },
      { words: 'run|debug', any: '-i --stdin', most: 1, values: cluster, ...shell },
      { words: 'rsh', most: 1, values: cluster, ...shell },
    ],
  },
  {
    programs: 'lxc|incus|multipass|distrobox|machinectl|limactl|toolbox|orb|colima',
    hazards: [{ words: 'shell|enter|console|login|ssh|attach|exec', most: 1, ...shell }],
  },
  {
    programs:
      'vagrant|minikube|docker-machine|gh|gcloud|fly|flyctl|cf|eb|heroku|railway|aws|az|tsh|tailscale',
    hazards: [
      {
        words:
          'ssh|compute ssh|alpha compute ssh|codespace ssh|cs ssh|cloud-shell ssh|ssh console|ps:exec|ssm start-session|ecs execute-command|container attach',
        none: '-c --command -C --document-name --config',
        most: 1,
        values: '--zone --project -a --app --target --region --profile --cluster --task',
        ...shell,
      },
    ],
  },
  { programs: 'adb', globals: '-s -t -H -P', hazards: [{ words: 'shell', most: 0, ...shell }] },
  {
    programs: 'poetry|pipenv|hatch|devbox|nix|guix|spack|pixi|busybox|toybox',
    hazards: [
      {
        words: 'shell|develop|env shell|sh|ash',
        none: `-c --command --run --exec -x ${informs}`,
        most: 0,
        values: '-p --packages -I -e --env',
        ...shell,
      },
    ],
  },
  {
    programs: 'nix-shell|wsl',
    hazards: [
      {
        none: `--run --command --exec -e -l --list --status --install --shutdown ${informs}`,
        line: /^(?!(?:.*\s)?--\s)/,
        ...shell,
      },
    ],
  },
];

/**
 * Programs that take their commands from the terminal that they are started at. It matters for agents that can type
 * into a running program without a hook seeing it. Shells and interpreters themselves are told by their own functions
 * (specials/interpreters.ts), which know what else they may have been given.
 */
export const terminalHazards = (): readonly HazardGroup[] => [
  ...shells,
  ...terminalClients,
  ...terminalFeeds,
];
