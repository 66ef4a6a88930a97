import type { ProgramFacts, ProgramGroup } from './types.ts';

const runValues = {
  mount: '-v --volume',
  bind: '--mount',
  read: '--label-file --cidfile --seccomp-profile',
  use: '--env-file',
  word: '-e --env -p --publish --name -w --workdir -u --user --network --net -h --hostname --entrypoint -l --label -m --memory --cpus --restart --platform --add-host --dns --ulimit --shm-size --cap-add --cap-drop --security-opt --device --gpus --pid --ipc --userns --log-driver --log-opt --link --expose -a --attach --pull --stop-signal --tmpfs --volumes-from --cgroupns --runtime --health-cmd --ip --mac-address --isolation --memory-swap --index --detach-keys',
} as const;

const run: ProgramFacts = { stopsAtOperand: true, values: runValues };
const imageBuild: ProgramFacts = {
  operands: 'perhaps',
  values: {
    read: '-f --file --iidfile',
    word: '-t --tag --build-arg --target --platform --label --cache-from --cache-to --network --progress --add-host --builder --ulimit -m',
    bind: '--secret --ssh',
    perhaps: '-o --output --build-context',
  },
};

/** Containers and clusters: host paths that are mounted or copied are what counts. */
export const containers: ProgramGroup = {
  'docker|podman|nerdctl|finch': {
    values: {
      word: '-H --host -c --context -l --log-level',
      use: '--config --tlscacert --tlscert --tlskey',
    },
    subcommands: {
      'run|create': run,
      exec: run,
      'build|buildx|image|bake': imageBuild,
      container: {
        subcommands: {
          'run|create|exec': run,
          'ls|ps|rm|stop|start|inspect|logs|prune|stats|top|cp': { operands: 'remote' },
        },
      },
      cp: { operands: 'remote', last: 'remoteTarget' },
      compose: {
        values: {
          read: '-f --file',
          use: '--env-file',
          chdir: '--project-directory',
          word: '-p --project-name --profile',
        },
        subcommands: {
          'run|exec': run,
          'up|down|build|ps|logs|pull|push|start|stop|restart|config|rm|kill|create|events|images|ls|port|top|pause|unpause|watch|version|cp|wait':
            {
              operands: 'word',
              values: { word: '-t --timeout --scale --tail -n --since --format --profile' },
            },
        },
      },
      'save|export|load|import': {
        operands: 'word',
        values: { write: '-o --output', read: '-i --input' },
      },
      'ps|images|pull|push|tag|rm|rmi|stop|start|restart|kill|logs|inspect|stats|top|info|version|login|logout|search|network|volume|system|context|manifest|history|diff|port|wait|rename|pause|unpause|update|attach|events|commit|swarm|service|stack|node|secret|config|plugin|trust|machine|pod|generate|play|scout|init|model|desktop':
        {
          operands: 'word',
          values: {
            word: '-f --filter --format -n --tail --since --until -u --username -p --password -t --time',
          },
          prints: 'word',
        },
    },
  },
  'docker-compose|podman-compose': {
    values: {
      read: '-f --file',
      use: '--env-file',
      chdir: '--project-directory',
      word: '-p --project-name --profile',
    },
    subcommands: {
      'run|exec': run,
      'up|down|build|ps|logs|pull|push|start|stop|restart|config|rm|kill|create|events|images|port|top|version':
        {
          operands: 'word',
          values: { word: '-t --timeout --scale --tail' },
        },
    },
  },
  'docker-buildx|buildah|kaniko|img|buildctl|skopeo|crane|oras|cosign|notation': {
    operands: 'perhaps',
    values: runValues,
  },
  'kubectl|k|oc|microk8s|k3s': {
    operands: 'perhaps',
    values: {
      read: '-f --filename --from-env-file',
      use: '--kubeconfig',
      perhaps: '-k --kustomize --from-file',
      mayUse: '--cert --key --certificate-authority --client-certificate --client-key',
      word: '-n --namespace -l --selector -o --output -c --container --context --replicas --image --type --field-selector -p --patch --from-literal --tail --since --timeout --for --port --target-port',
    },
    prints: 'environment',
  },
  'helm|kustomize|kind|k3d|argocd|flux|istioctl|linkerd|velero|stern|kubeseal|kubeadm|kops|devspace|okteto|telepresence':
    {
      operands: 'perhaps',
      values: { read: '-f --values', word: '--set --set-string -n --namespace --version' },
      prints: 'environment',
    },
};
