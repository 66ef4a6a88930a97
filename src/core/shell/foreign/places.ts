/** Programs that hand a command to another machine or container, and where in their words it stands. */
export interface Place {
  readonly programs: string;
  /** Subcommands, alternatives separated by `|`. */
  readonly words?: string;
  /** Options before the subcommand that take a value. */
  readonly globals?: string;
  /** Operands before the command: host, image, container. */
  readonly after: number;
  /** Options that take a value. */
  readonly values?: string;
  /** The command is words, or words that are joined to shell text. */
  readonly text: 'words' | 'joined';
  /** The command is the value of one of these options. */
  readonly option?: string;
  /** Where in that value the command stands, as its first group. */
  readonly inner?: RegExp;
  /** Standard input goes there: always (empty), or where a word matches. */
  readonly stdin?: string;
}

const container =
  '-e --env -p --publish --name -w --workdir -u --user --network --net -h --hostname --entrypoint -l --label -m --memory --cpus --restart --platform --add-host --dns --ulimit --shm-size --env-file --cidfile --log-driver --log-opt --link --expose -a --attach --pull --stop-signal --tmpfs --volumes-from --runtime --gpus --cgroupns --label-file --cap-add --cap-drop --security-opt --detach-keys --index --device --mount -v --volume --pid --ipc --userns --health-cmd --ip --mac-address';
const engines = '-H --host -c --context -l --log-level --config --tlscacert --tlscert --tlskey';
const cluster =
  '-c --container -n --namespace --context -f --filename --image --restart --env --labels -l --overrides --port --requests --limits --serviceaccount --kubeconfig --target --profile --cluster --user';
const remote = '-p -i -l -o -F -J -L -R -D -W -b -c -e -E -I -m -O -Q -S -w -B --ssh --port -P';

export const places: readonly Place[] = [
  {
    programs: 'docker|podman|nerdctl|finch',
    words: 'run|create|container run|container create|exec|container exec',
    globals: engines,
    after: 1,
    values: container,
    text: 'words',
    stdin: '^-\\w*i|^--interactive',
  },
  {
    programs: 'docker|podman|nerdctl',
    words: 'compose run|compose exec',
    globals: `${engines} -f --file -p --project-name --profile --env-file --project-directory`,
    after: 1,
    values: container,
    text: 'words',
    stdin: '',
  },
  {
    programs: 'docker-compose|podman-compose',
    words: 'run|exec',
    globals: '-f --file -p --project-name --profile --env-file --project-directory',
    after: 1,
    values: container,
    text: 'words',
    stdin: '',
  },
  {
    programs: 'kubectl|k|oc',
    words: 'exec|run|debug|rsh',
    globals: cluster,
    after: 1,
    values: cluster,
    text: 'words',
    stdin: '^-\\w*i|^--stdin',
  },
  {
    programs: 'ssh|slogin|autossh|mosh|dbclient|plink',
    after: 1,
    values: remote,
    text: 'joined',
    stdin: '',
  },
  {
    programs:
      'lxc|incus|multipass|distrobox|machinectl|limactl|orbctl|orb|colima|toolbox|wsl|devcontainer',
    words: 'exec|enter|shell|run|ssh',
    after: 1,
    values: '-u --user --cwd --env --workspace-folder -c --container -d -n --name',
    text: 'words',
    stdin: '',
  },
  { programs: 'vagrant', words: 'ssh', after: 0, text: 'words', option: '-c --command' },
  {
    programs: 'gcloud',
    words: 'compute ssh|alpha compute ssh|app instances ssh|compute tpus tpu-vm ssh',
    after: 0,
    text: 'words',
    option: '--command',
  },
  {
    programs: 'aws',
    words: 'ssm send-command|ssm start-session',
    after: 0,
    text: 'words',
    option: '--parameters',
    inner: /commands?"?\s{0,4}[=:]\s{0,4}\[?\s{0,4}["']?([\s\S]+?)["']?\]?\}?$/,
  },
  { programs: 'aws', words: 'ecs execute-command', after: 0, text: 'words', option: '--command' },
  {
    programs: 'az',
    words: 'vm run-command invoke|vm run-command create|vmss run-command invoke',
    after: 0,
    text: 'words',
    option: '--scripts --script',
  },
  { programs: 'az', words: 'container exec', after: 0, text: 'words', option: '--exec-command' },
  { programs: 'ansible', after: 0, text: 'words', option: '-a --args' },
  {
    programs: 'fly|flyctl',
    words: 'ssh console|machine exec',
    after: 0,
    text: 'words',
    option: '-C --command',
  },
  { programs: 'doctl', words: 'compute ssh', after: 0, text: 'words', option: '--ssh-command' },
  { programs: 'cf|eb|railway', words: 'ssh', after: 0, text: 'words', option: '-c --command' },
  { programs: 'heroku', words: 'run', after: 0, values: '-a --app -s --size', text: 'joined' },
  {
    programs: 'gh',
    words: 'codespace ssh|cs ssh',
    after: 0,
    values: '-c --codespace -R --repo',
    text: 'joined',
  },
  {
    programs: 'tsh|tailscale|docker-machine|minikube',
    words: 'ssh',
    after: 1,
    values: '-p --profile',
    text: 'joined',
  },
  {
    programs: 'pssh|parallel-ssh|pdsh|clush|dsh|mssh|cssh',
    after: 0,
    values: '-h -H -l -t -w -g -m -o -e -p -x --hosts --host --user --timeout',
    text: 'joined',
  },
  { programs: 'salt|salt-ssh', words: '* cmd.run', after: 0, text: 'joined' },
  { programs: 'nomad', words: 'alloc exec|exec', after: 1, values: '-task -job', text: 'words' },
  {
    programs: 'crictl|ctr|runc|crun',
    words: 'exec|task exec|tasks exec',
    after: 1,
    values: '--exec-id --namespace -n --user -u --cwd',
    text: 'words',
    stdin: '',
  },
];
