import type { SecretFamily } from './secretFile.ts';

/** Logins of the large clouds and of what runs on them. */
export const cloudFamilies: readonly SecretFamily[] = [
  {
    rule: 'credentials.ssh',
    title: 'an SSH key store',
    files: [
      { id: 'ssh', what: 'private SSH keys', by: 'ssh', paths: ['~/.ssh', '**/.ssh'] },
      {
        id: 'ssh-host-keys',
        what: 'the keys by which this machine is known',
        by: 'ssh-host',
        paths: ['/etc/ssh/ssh_host_*_key'],
      },
    ],
    except: ['**/.ssh/*.pub'],
  },
  {
    rule: 'credentials.gnupg',
    title: 'a GnuPG or age key store',
    files: [
      {
        id: 'gnupg',
        what: 'private OpenPGP keys',
        by: 'gpg',
        paths: ['~/.gnupg', '~/AppData/Roaming/gnupg'],
      },
      {
        id: 'age',
        what: 'private keys of age, as sops uses them',
        by: 'age',
        paths: [
          '~/.config/{age,sops/age}',
          '~/.age',
          '~/Library/Application Support/sops/age',
          '~/AppData/Roaming/sops/age',
        ],
      },
    ],
  },
  {
    rule: 'credentials.aws',
    title: 'an AWS credential store',
    files: [
      {
        id: 'aws',
        what: 'access keys and session tokens of AWS, also for Amazon Braket',
        by: 'aws',
        paths: ['~/.aws', '**/.aws/{credentials,config}', '**/.aws/{sso,cli,login}/cache'],
      },
    ],
  },
  {
    rule: 'credentials.google-cloud',
    title: 'a Google Cloud credential store',
    files: [
      {
        id: 'gcloud',
        what: 'refresh tokens and service account keys of Google Cloud, also for Quantum Engine',
        by: 'google-cloud',
        paths: [
          '~/.config/gcloud',
          '~/AppData/Roaming/gcloud',
          '**/application_default_credentials.json',
          '**/gcloud/{credentials,access_tokens}.db',
          '**/gcloud/legacy_credentials',
        ],
      },
    ],
  },
  {
    rule: 'credentials.azure',
    title: 'an Azure credential store',
    files: [
      {
        id: 'azure',
        what: 'tokens and service principals of Azure, also for Azure Quantum',
        by: 'azure',
        paths: [
          '~/.azure',
          '~/.config/azure-quantum',
          '~/.azure-devops',
          '~/.azcopy',
          '**/.azure/{accessTokens,msal_token_cache,service_principal_entries}.json',
          '**/.azure/msal_token_cache.bin',
        ],
      },
    ],
  },
  {
    rule: 'credentials.kubernetes',
    title: 'a Kubernetes credential file',
    files: [
      {
        id: 'kubernetes',
        what: 'tokens or client keys of Kubernetes clusters',
        by: 'kubernetes',
        paths: [
          '~/.kube',
          '**/.kube/config',
          '**/kubeconfig',
          '~/.config/{argocd,k9s/clusters,flux,velero}',
          '~/.{argocd,kubeseal,minikube/profiles,rancher,okd}',
        ],
      },
      {
        id: 'kubernetes-node',
        what: 'administrators’ keys of a Kubernetes node',
        by: 'kubernetes',
        paths: [
          '/etc/kubernetes/pki/**/*.key',
          '/etc/kubernetes/*.conf',
          '/etc/rancher/{k3s,rke2}',
        ],
      },
      {
        id: 'helm',
        what: 'logins of Helm repositories',
        by: 'registry',
        paths: [
          '~/.helm',
          '~/.config/helm/{registry,repositories.yaml}',
          '~/Library/Preferences/helm/{registry,repositories.yaml}',
          '~/AppData/Roaming/helm/{registry,repositories.yaml}',
        ],
      },
    ],
  },
  {
    rule: 'credentials.containers',
    title: 'a container registry credential file',
    files: [
      {
        id: 'docker',
        what: 'logins of container registries',
        by: 'docker',
        paths: [
          '**/.docker/config.json',
          '**/.dockercfg',
          '**/.dockerconfigjson',
          '~/.docker/contexts',
          '~/.config/containers/auth.json',
          '/run/containers/*/auth.json',
        ],
      },
    ],
  },
];
