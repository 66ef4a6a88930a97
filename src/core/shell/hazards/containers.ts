import type { Hazard, HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const runValues =
  '-e --env -p --publish --name -w --workdir -u --user --network --net -h --hostname --entrypoint -l --label -m --memory --cpus --restart --platform --add-host --dns --ulimit --shm-size --env-file --cidfile --log-driver --log-opt --link --expose -a --attach --pull --stop-signal --tmpfs --volumes-from --runtime --gpus --cgroupns --label-file --cap-drop --detach-keys --index --device --mount';
const starts = 'run|create|container run|container create|compose run';

const escapes: readonly Hazard[] = [
  {
    words: starts,
    any: '--privileged --pid=host --ipc=host --userns=host --uts=host --cgroupns=host --security-opt=seccomp=unconfined --security-opt=apparmor=unconfined --security-opt=systempaths=unconfined',
    values: runValues,
    kind: 'escalate',
    why: 'gives a container the rights of the host',
  },
  {
    words: starts,
    line: /--cap-add[= ](cap_)?(all|sys_admin|sys_ptrace|sys_module|sys_rawio|dac_read_search)\b/i,
    kind: 'escalate',
    why: 'gives a container the rights of the host',
  },
  {
    words: starts,
    line: /--device[= ]\/dev\/(sd|vd|xvd|nvme|disk|mapper|mem\b|kmem|kmsg)/,
    kind: 'escalate',
    why: 'gives a container the disks of the host',
  },
  {
    words: starts,
    line: /(^|[\s=]|^-v|\s-v)\/(?:proc|sys|etc|root|boot|dev|var)?\/?:\/|(source|src)=\/(etc|root|boot|var|proc)?\/?(,|\s|$)/,
    kind: 'escalate',
    why: 'gives a container the file system of the host',
  },
  {
    words: starts,
    line: /\/(docker|containerd|podman|crio)\.sock/,
    kind: 'escalate',
    why: 'lets a container start others with the rights of the host',
  },
];

/** Containers and clusters. */
export const containerHazards = (): readonly HazardGroup[] => [
  {
    programs: 'docker|podman|nerdctl|finch',
    globals:
      '-H --host --url --connection --identity -c --context -l --log-level --config --tlscacert --tlscert --tlskey -f --file -p --project-name --profile --env-file --project-directory',
    hazards: [
      ...escapes,
      {
        words: 'system prune',
        any: '-a --all --volumes',
        ...lost,
        why: 'deletes all images, or volumes with data, that nothing runs on',
      },
      { words: 'volume rm|volume remove|volume prune', ...lost, why: 'deletes volumes with data' },
      {
        words: 'compose down|compose rm',
        any: '-v --volumes',
        ...lost,
        why: 'deletes volumes with data',
      },
      { words: 'swarm leave', any: '-f --force', ...lost, why: 'takes a cluster apart' },
      {
        words: 'stack rm|service rm|secret rm|node rm',
        ...lost,
        why: 'deletes what a cluster runs',
      },
      { words: 'machine rm|machine reset|system reset', ...lost, why: 'deletes everything in it' },
    ],
    relays: [
      {
        words: 'exec|container exec|compose exec|compose run',
        after: 1,
        text: 'words',
        far: true,
        values: '-e --env --env-file -u --user -w --workdir --detach-keys --index',
      },
    ],
  },
  {
    programs: 'docker-compose|podman-compose',
    hazards: [{ words: 'down|rm', any: '-v --volumes', ...lost, why: 'deletes volumes with data' }],
    relays: [
      {
        words: 'exec|run',
        after: 1,
        text: 'words',
        far: true,
        values: '-e --env -u --user -w --workdir --index --name',
      },
    ],
  },
  {
    programs: 'kubectl|k|oc|microk8s.kubectl',
    hazards: [
      {
        words: 'delete',
        operand:
          /^([\w.-]+,)*(ns|namespaces?|projects?|pv|pvc|persistentvolumes?|persistentvolumeclaims?|crds?|customresourcedefinitions?)([,/.]|$)/,
        values: '-n --namespace -l --selector -f --filename --context',
        kind: 'destroy',
        recoverable: false,
        why: 'deletes a whole namespace or stored data',
      },
      {
        words: 'delete',
        values: '-n --namespace -l --selector -f --filename --context --grace-period --timeout',
        ...lost,
        why: 'deletes what a cluster runs',
      },
      { words: 'drain', ...lost, why: 'moves everything off a node' },
      { words: 'replace', any: '--force', ...lost, why: 'deletes and makes anew' },
      {
        words: 'create clusterrolebinding|create rolebinding|adm policy *',
        kind: 'escalate',
        why: 'gives an account more rights',
      },
      { words: 'debug', line: /(^|\s)node\//, kind: 'escalate', why: 'opens a shell on a node' },
    ],
    relays: [
      {
        words: 'exec',
        after: 1,
        text: 'words',
        far: true,
        values: '-c --container -n --namespace --context -f --filename',
      },
    ],
  },
  {
    programs: 'helm',
    hazards: [
      { words: 'uninstall|delete|del|un', ...lost, why: 'deletes what a cluster runs' },
      { words: 'rollback', ...lost, why: 'replaces what a cluster runs' },
      {
        words: 'upgrade',
        any: '--force --reset-values',
        none: '--reuse-values',
        ...lost,
        why: 'replaces what a cluster runs with other settings',
      },
    ],
  },
  {
    programs:
      'kind|k3d|minikube|eksctl|kops|talosctl|argocd|flux|velero|kubeadm|vagrant|multipass|virsh|lxc|incus',
    hazards: [
      {
        words:
          'cluster delete|delete cluster|app delete|appset delete|proj delete|uninstall|reset|undefine|volume delete|vol-delete|pool-delete|delete nodegroup|backup delete',
        ...lost,
        why: 'deletes a cluster, a machine or what it runs',
      },
      {
        words: 'destroy|delete|purge',
        any: '-f --force --purge -p --all',
        ...lost,
        why: 'deletes a machine or cluster',
      },
    ],
  },
  {
    programs:
      'istioctl|linkerd|cilium|dapr|kn|cloudron|yunohost|casaos|capsule|juju|maas|rancher|k0s|rke2|rke',
    hazards: [
      {
        words:
          'uninstall|x uninstall|app remove|app uninstall|destroy|remove-application|reset|remove',
        ...lost,
        why: 'takes down what a machine or a cluster runs',
      },
    ],
  },
  {
    programs: 'crictl|ctr',
    hazards: [
      {
        words: 'exec|run|task exec|tasks exec|t exec|runp',
        kind: 'escalate',
        why: 'runs a command past the cluster, with the rights of the node',
      },
    ],
  },
  { programs: 'microk8s|k3s|sudo-kubectl', hazards: [], relays: [{ after: 0, text: 'words' }] },
];
