import type { ProgramFacts, ProgramGroup } from './types.ts';

const runValues = {
  mount: '-v --volume',
  bind: '--mount',
  read: '--label-file --cidfile --seccomp-profile',
  use: '--env-file',
  text: '-e -p --name -w -u --network --net -h -l -m --memory --cpus --restart --ulimit --shm-size --cap-add --cap-drop --device --gpus --pid --ipc --userns --log-driver --link --expose -a --attach --pull --stop-signal --cgroupns --runtime --ip --mac-address --isolation --memory-swap --index --detach-keys --env --publish --workdir --user --hostname --entrypoint --label --platform --add-host --dns --security-opt --log-opt --tmpfs --volumes-from --health-cmd',
} as const;

const run: ProgramFacts = { special: 'containerRun', stopsAtOperand: true, values: runValues };
const imageBuild: ProgramFacts = {
  operands: 'perhaps',
  values: {
    read: '-f --file --iidfile',
    text: '-t --target --cache-from --cache-to --network --progress --builder --ulimit -m --tag --build-arg --platform --label --add-host',
    bind: '--secret --ssh',
    perhaps: '-o --output --build-context',
  },
};

/** Containers and clusters: host paths that are mounted or copied are what counts. */
export const containers: ProgramGroup = {
  'docker|podman|nerdctl|finch': {
    values: {
      text: '-H --host -c --context -l --log-level',
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
          text: '-p --project-name --profile',
        },
        subcommands: {
          'run|exec': run,
          'up|down|build|ps|logs|pull|push|start|stop|restart|config|rm|kill|create|events|images|ls|port|top|pause|unpause|watch|version|cp|wait':
            {
              operands: 'text',
              values: { text: '-t --timeout --scale --tail -n --profile --since --format' },
            },
        },
      },
      'save|export|load|import': {
        operands: 'text',
        values: { write: '-o --output', read: '-i --input' },
      },
      'ps|images|pull|push|tag|rm|rmi|stop|start|restart|kill|logs|inspect|stats|top|info|version|login|logout|search|network|volume|system|context|manifest|history|diff|port|wait|rename|pause|unpause|update|attach|events|commit|swarm|service|stack|node|secret|config|plugin|trust|machine|pod|generate|play|scout|init|model|desktop':
        {
          operands: 'text',
          values: {
            text: '-f -n --tail -u --username -p -t --filter --format --since --until --password --time',
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
      text: '-p --project-name --profile',
    },
    subcommands: {
      'run|exec': run,
      'up|down|build|ps|logs|pull|push|start|stop|restart|config|rm|kill|create|events|images|port|top|version':
        {
          operands: 'text',
          values: { text: '-t --timeout --scale --tail' },
        },
    },
  },
  'docker-buildx|buildah|kaniko|img|buildctl|skopeo|crane|oras|cosign|notation': {
    operands: 'perhaps',
    values: runValues,
  },
  'kubectl|k|oc|microk8s|k3s': {
    special: 'clusterSettings',
    operands: 'perhaps',
    values: {
      read: '-f --filename --from-env-file',
      use: '--kubeconfig',
      perhaps: '-k --kustomize --from-file',
      mayUse: '--cert --key --certificate-authority --client-certificate --client-key',
      text: '-n --output -c --container --context --replicas --image --type --tail --timeout --for --namespace -l --selector -o --field-selector -p --patch --from-literal --since --port --target-port',
    },
    prints: 'environment',
  },
  'kustomize|kind|k3d|argocd|flux|istioctl|linkerd|velero|stern|kubeseal|kubeadm|kops|devspace|okteto|telepresence':
    {
      operands: 'perhaps',
      values: { read: '-f --values', text: '-n --version --set --set-string --namespace' },
      prints: 'environment',
    },
};
