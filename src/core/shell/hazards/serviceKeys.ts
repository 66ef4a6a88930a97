import { password, secret, shown, token } from './keyWords.ts';
import type { HazardGroup } from './types.ts';

/** Command lines of services: they print the token that they are signed in with. */
export const serviceKeys: readonly HazardGroup[] = [
  {
    programs: 'gh',
    globals: '-R --repo',
    hazards: [
      { words: 'auth token', ...token },
      { words: 'auth status', any: '-t --show-token', ...token },
      { words: 'auth git-credential get', ...token },
    ],
  },
  {
    programs: 'glab',
    globals: '-R --repo',
    hazards: [
      { words: 'auth status', any: '-t --show-token', ...token },
      { words: 'config get', operand: /token/, ...token },
      { words: 'auth git-credential get|auth docker-helper get', ...token },
    ],
  },
  { programs: 'tea|hub', hazards: [{ words: 'login default token|api user/keys', ...token }] },
  {
    programs: 'vault|bao',
    globals: '-address -namespace',
    hazards: [
      { words: 'print token', ...token },
      { words: 'read|kv get|unwrap|token create', none: '-help', ...secret },
    ],
  },
  { programs: 'consul', hazards: [{ words: 'acl token read', ...token }] },
  { programs: 'nomad', hazards: [{ words: 'var get', ...secret }] },
  {
    programs: 'conjur',
    hazards: [{ words: 'variable get|authn authenticate|variable value', ...secret }],
  },
  {
    programs: 'infisical',
    hazards: [
      {
        words: 'secrets|export|secrets get|user get token',
        none: '--help -h',
        noOperand: /^(?:set|delete|folders|generate-example-env)$/,
        ...secret,
      },
    ],
  },
  {
    programs: 'doppler',
    hazards: [
      {
        words: 'secrets',
        noOperand: /^(?:set|delete|upload|substitute|notes)$/,
        none: '--only-names --help',
        ...secret,
      },
      { words: 'configure get token|configs tokens create', ...token },
    ],
  },
  {
    programs: 'aws',
    globals:
      '--profile --region --output --query --endpoint-url --cli-connect-timeout --cli-read-timeout --color --ca-bundle',
    hazards: [
      {
        words: 'ssm get-parameter|ssm get-parameters|ssm get-parameters-by-path',
        any: '--with-decryption',
        ...secret,
      },
      { words: 'secretsmanager get-secret-value|secretsmanager batch-get-secret-value', ...secret },
      { words: 'configure export-credentials', ...token },
      { words: 'configure get', operand: /secret|token|access_key/, ...token },
      {
        words:
          'sts get-session-token|sts assume-role|sts get-federation-token|sts assume-role-with-web-identity|sts assume-role-with-saml|sso get-role-credentials|ecr get-authorization-token|codeartifact get-authorization-token|iam create-access-key|eks get-token|rds generate-db-auth-token|cognito-identity get-credentials-for-identity',
        ...token,
      },
    ],
  },
  {
    programs: 'gcloud',
    globals:
      '--project --account --format --verbosity --impersonate-service-account --configuration',
    hazards: [
      {
        words:
          'auth print-access-token|auth print-identity-token|auth application-default print-access-token|config config-helper|auth print-refresh-token|iam service-accounts keys create|sql generate-login-token',
        ...token,
      },
      { words: 'secrets versions access', ...secret },
    ],
  },
  {
    programs: 'az',
    hazards: [
      {
        words:
          'account get-access-token|acr credential show|storage account keys list|cosmosdb keys list|redis list-keys|servicebus namespace authorization-rule keys list|functionapp keys list|webapp deployment list-publishing-credentials|webapp deployment list-publishing-profiles|ad sp create-for-rbac|ad app credential reset|ad sp credential reset|storage account show-connection-string|storage container generate-sas|storage account generate-sas',
        ...token,
      },
      {
        words:
          'keyvault secret show|keyvault secret download|keyvault key download|keyvault secret backup',
        ...secret,
      },
      { words: 'acr login', any: '--expose-token', ...token },
    ],
  },
  {
    programs: 'kubectl|oc|k|microk8s|k3s',
    globals: '-n --namespace --context --kubeconfig --cluster --user -s --server --as',
    hazards: [
      { words: 'config view', any: '--raw', ...shown, why: 'prints the keys of the cluster' },
      {
        words: 'get|kubectl get',
        values: '-n --namespace -l --selector --field-selector --sort-by --chunk-size -o --output',
        operand: /^(?:[\w.,]{1,80},)?secrets?(?:\.v1)?(?:[/,]|$)/,
        any: '-o --output --template',
        // Names alone may be listed.
        line: /ya?ml\b|json\b|\.data\b/,
        ...secret,
      },
      { words: 'create token|whoami', any: '-t --show-token --duration', ...token },
      {
        words: 'create token|sa get-token|serviceaccounts get-token|extract|view-secret',
        ...token,
      },
    ],
  },
  { programs: 'helm', hazards: [{ words: 'secrets decrypt|secrets view|secrets dec', ...secret }] },
  { programs: 'kubeseal', hazards: [{ any: '--recovery-unseal', ...secret }] },
  {
    programs: 'argocd',
    hazards: [{ words: 'admin initial-password|account generate-token', ...token }],
  },
  {
    programs: 'heroku',
    hazards: [
      { words: 'auth:token|authorizations:info', ...token },
      { words: 'config:get|config|pg:credentials:url', none: '--help', ...secret },
    ],
  },
  {
    programs: 'doctl',
    hazards: [
      {
        words:
          'registry docker-config|auth token|kubernetes cluster kubeconfig show|databases connection|databases user get',
        ...token,
      },
    ],
  },
  {
    programs: 'fly|flyctl',
    hazards: [{ words: 'auth token|tokens create|tokens deploy', ...token }],
  },
  {
    programs: 'vercel|netlify|railway|render|supabase|eas',
    hazards: [{ words: 'env:get|variables', none: '--help', ...secret }],
  },
  { programs: 'wrangler', hazards: [{ words: 'auth token', ...token }] },
  {
    programs: 'npm|pnpm|yarn',
    hazards: [{ words: 'config get|c get|get', operand: /_?auth|token|_password/i, ...token }],
  },
  {
    programs: 'poetry|pip|pip3',
    hazards: [
      {
        words: 'config',
        operand: /^(?:pypi-token|http-basic)\.\S+$/,
        noOperand: /^(?!(?:pypi-token|http-basic)\.)/,
        none: '--unset --help',
        ...token,
      },
    ],
  },
  {
    programs: 'composer',
    hazards: [
      { words: 'config', operand: /^(?:github-oauth|gitlab-token|http-basic|bearer)\b/, ...token },
    ],
  },
  {
    programs: 'terraform|tofu',
    hazards: [
      { words: 'output', any: '-json -raw', operand: /secret|password|token|key/i, ...secret },
    ],
  },
  {
    programs: 'pulumi',
    hazards: [
      { words: 'config|config get|stack output|stack export', any: '--show-secrets', ...secret },
    ],
  },
  { programs: 'snyk', hazards: [{ words: 'config get api|config get token', ...token }] },
  { programs: 'travis', hazards: [{ words: 'token', ...token }] },
  {
    programs: 'ibmcloud|bx',
    hazards: [
      { words: 'iam oauth-tokens|iam api-key-create|iam service-api-key-create', ...token },
    ],
  },
  { programs: 'huggingface-cli|hf', hazards: [{ words: 'auth token', ...token }] },
  {
    programs: 'databricks',
    hazards: [{ words: 'auth token|secrets get-secret|secrets get', ...token }],
  },
  { programs: 'stripe|twilio|shopify', hazards: [{ words: 'config', any: '--list -l', ...token }] },
  { programs: 'tailscale', hazards: [{ words: 'configure kubeconfig', ...token }] },
  { programs: 'aws-vault', hazards: [{ words: 'export', ...token }] },
  { programs: 'saml2aws', hazards: [{ words: 'script', ...token }] },
  { programs: 'dwave', hazards: [{ words: 'config inspect', ...token }] },
  { programs: 'klist', hazards: [{ any: '-K', ...secret }] },
  {
    programs: 'wg',
    hazards: [
      { words: 'showconf', ...secret },
      { words: 'show', line: /private-key|preshared-keys|dump/, ...secret },
    ],
  },
  { programs: 'nmcli', hazards: [{ any: '-s --show-secrets', ...password }] },
  {
    programs: 'netsh',
    hazards: [{ words: 'wlan show profile|wlan show profiles', line: /key=clear/, ...password }],
  },
  { programs: 'ssh-keygen', hazards: [{ all: '-K', ...shown, why: 'writes private keys' }] },
  { programs: 'pulumi-env|esc', hazards: [{ words: 'open|env open|env get', ...secret }] },
];
