import type { PublishedRule } from './publishedRules.ts';

/**
 * Pinfold's own rules: quantum providers' tokens and what published rules do not know. RE2's syntax, as gitleaks' rules
 * are written. docs/secrets.md says where each shape comes from.
 */
export type OwnRule = PublishedRule & { readonly regex: string };

/** Between a name and its value: `: `, ` = "`, `" => '`, `(`. */
const is = '["\'\\])]{0,2}[ \\t]{0,8}(?:=>|:=|=|:|,)[ \\t]{0,8}["\'\\x60]?';
/** A value without quotes, blanks and what templates put around names. */
const value = '[^\\s"\'\\x60;,$<>{}()\\[\\]\\\\]';

/** Names of variables that hold a token or a password and nothing else, by provider. */
const quantumVariables = [
  'NEXUS_QA_USER_PASSWORD', // Quantinuum
  'RIGETTI_REFRESH_TOKEN',
  'XANADU_CLOUD_REFRESH_TOKEN',
  'XANADU_CLOUD_ACCESS_TOKEN',
  'SF_API_AUTHENTICATION_TOKEN', // Xanadu, Strawberry Fields
  'PASQAL_PASSWORD',
  'PASQAL_PULSER_ACCESS_TOKEN',
  'OQC_AUTH_TOKEN',
  'OQC_PASSWORD',
  'QBRAID_API_KEY',
  'STRANGEWORKS_API_KEY',
  'STRANGEWORKS_CONFIG_[A-Z0-9]{1,30}_API_KEY',
  'CLASSIQ_CLIENT_SECRET',
  'ALICE_BOB_API_KEY',
  'IQM_TOKEN',
  'IQM_AUTH_PASSWORD',
  'AQT_TOKEN',
  'AQT_ACCESS_TOKEN',
  'AQT_CLIENT_SECRET',
  'ORIGIN_API_KEY', // Origin Quantum
  'QUDORA_API_TOKEN',
  'OPENQUANTUM_CLIENT_SECRET',
  'DWAVE_API_TOKEN',
  'AMZN_BRAKET_JOB_TOKEN',
];

const quantum: readonly OwnRule[] = [
  {
    id: 'ibm-quantum-token',
    description: 'A token for IBM Quantum: jobs on quantum computers run and are paid for with it.',
    regex:
      `(?i)(?:qiskit_?ibm_?token|ibm(?:[_-]?cloud|[_-]?quantum)?[_-]?(?:iam[_-]?)?api[_-]?key|ibmq?[_-]?token|qe_token)${is}` +
      '([a-z0-9_-]{44}|[0-9a-f]{128})(?:[^a-z0-9_-]|$)',
    entropy: 3,
  },
  {
    id: 'ibm-quantum-account',
    description: 'A token for IBM Quantum in a call that saves or opens an account.',
    regex:
      '(?:save_account|QiskitRuntimeService|enable_account)[ \\t]?\\((?s:[^)]{0,300}?)' +
      '["\']([A-Za-z0-9_-]{44}|[0-9a-f]{128})["\']',
    entropy: 3,
  },
  {
    id: 'ibm-quantum-file',
    description: "A token in Qiskit's file of accounts.",
    regex:
      '(?i)token["\']?[ \\t]{0,8}[=:][ \\t]{0,8}["\']?([a-z0-9_-]{44}|[0-9a-f]{128})(?:[^a-z0-9_-]|$)',
    path: '(?i)(?:^|/)(?:\\.qiskit/[^/]+|qiskit-ibm\\.json|\\.?qiskitrc|qconfig\\.py)$',
    entropy: 3,
  },
  {
    id: 'azure-quantum-connection-string',
    description: 'A connection string of Azure Quantum, with its key.',
    regex:
      '(?i)ResourceGroupName=[^\\s;]{1,100};WorkspaceName=[^\\s;]{1,100};ApiKey=([^\\s;"\']{8,200})',
  },
  {
    id: 'dwave-token',
    description: "A token for D-Wave's solvers.",
    regex: '\\b([A-Za-z0-9]{2,6}-[0-9a-f]{40})\\b',
    keywords: ['dwave', 'd-wave', 'sapi', 'leap.'],
    entropy: 3,
  },
  {
    id: 'dwave-file',
    description: "A token in D-Wave's configuration file.",
    regex: '(?m)^[ \\t]{0,8}token[ \\t]{0,8}=[ \\t]{0,8}([^\\s<>$]{20,200})[ \\t]{0,8}$',
    path: '(?i)(?:^|/)dwave\\.conf$',
  },
  {
    id: 'ionq-api-key',
    description: 'A key for IonQ.',
    regex:
      `(?i)(?:IONQ_API_(?:KEY|TOKEN)${is}|Authorization["']?[ \\t]{0,8}[:=][ \\t]{0,8}["']?apiKey[ \\t]{1,8})` +
      '([a-z0-9_.-]{20,200})',
    entropy: 3,
  },
  {
    id: 'rigetti-token',
    description: 'A token of Rigetti QCS.',
    regex: '(?:refresh_token|access_token|id_token)[ \\t]{0,8}=[ \\t]{0,8}"([^"\\s]{16,4000})"',
    path: '(?i)(?:^|/)\\.qcs/[^/]+$',
  },
  {
    id: 'quantinuum-token',
    description: 'A token of Quantinuum Nexus.',
    regex: '"(?:refresh_token|access_token)"\\s{0,8}:\\s{0,8}"([^"\\s]{16,4000})"',
    path: '(?i)(?:^|/)\\.qnx/(?:.{0,200}/)?[^/]+$',
  },
  {
    id: 'pennylane-token',
    description: 'A token or password in the configuration of PennyLane.',
    regex: '(?:ibmqx_token|api_key|token|password)[ \\t]{0,8}=[ \\t]{0,8}"([^"\\s]{8,500})"',
    path: '(?i)(?:^|/)pennylane/config\\.toml$',
  },
  {
    id: 'qbraid-token',
    description: "A key in qBraid's configuration file.",
    regex:
      '(?m)^[ \\t]{0,8}(?:api-key|refresh-token|id-token)[ \\t]{0,8}=[ \\t]{0,8}([^\\s<>$]{8,4000})[ \\t]{0,8}$',
    path: '(?i)(?:^|/)qbraidrc$',
  },
  {
    id: 'strangeworks-key',
    description: "A key in Strangeworks' configuration file.",
    regex: 'api_key[ \\t]{0,8}=[ \\t]{0,8}"([^"\\s]{8,500})"',
    path: '(?i)(?:^|/)strangeworks/(?:.{0,200}/)?cfg\\.toml$',
  },
  {
    id: 'classiq-token',
    description: "A token in Classiq's file of credentials.",
    regex: '"classiq(?:Token|RefershToken|RefreshToken)Account"\\s{0,8}:\\s{0,8}"([^"]{16,4000})"',
  },
  {
    id: 'alice-bob-key',
    description: 'A key for Alice & Bob, given to a provider as text.',
    regex:
      'AliceBobRemoteProvider\\(\\s{0,24}(?:api_key\\s{0,8}=\\s{0,8})?["\']([^"\'\\s]{12,500})["\']',
    entropy: 3,
  },
  {
    id: 'iqm-token',
    description: 'A token for IQM, given to a provider as text.',
    regex:
      'IQM(?:Provider|Client|Sampler)\\([^)]{0,300}?token\\s{0,8}=\\s{0,8}["\']([^"\'\\s]{12,4000})["\']',
    entropy: 3,
  },
  {
    id: 'quantum-variable',
    description:
      "A quantum provider's token or password, given to the variable that is named for it.",
    regex: `(?:${quantumVariables.join('|')})${is}(${value}{12,500})`,
    entropy: 3,
  },
];

const others: readonly OwnRule[] = [
  {
    id: 'anthropic-api-key',
    description: 'A key or a sign-in for Anthropic.',
    regex: '\\b(sk-ant-(?:api|admin|oat|ort|sid)\\d{2}-[\\w-]{60,200})',
    entropy: 3.5,
  },
  {
    id: 'model-provider-key',
    description: 'A key for a provider of language models: OpenRouter, Groq, xAI or Replicate.',
    regex:
      '\\b(sk-or-v1-[0-9a-f]{64}|gsk_[A-Za-z0-9]{52}|xai-[A-Za-z0-9]{80}|r8_[A-Za-z0-9]{37})\\b',
    entropy: 3.5,
  },
  {
    id: 'docker-access-token',
    description: 'A token for Docker Hub.',
    regex: '\\b(dckr_(?:pat|oat)_[\\w-]{27,32})',
    entropy: 3.5,
  },
  {
    id: 'tailscale-key',
    description: 'A key that adds machines to a Tailscale network or administers it.',
    regex: '\\b(tskey-(?:auth|api|client|scim|webhook)-\\w{8,30}-\\w{16,60})\\b',
    entropy: 3,
  },
  {
    id: 'supabase-token',
    description: 'A token for Supabase.',
    regex: '\\b(sbp_[0-9a-f]{40}|sb_secret_[\\w-]{20,60})\\b',
    entropy: 3,
  },
  {
    id: 'aws-secret-access-key',
    description: 'The secret half of an AWS access key.',
    regex: `(?i)(?:aws_?)?secret_?access_?key${is}([a-z0-9/+]{40})(?:[^a-z0-9/+=]|$)`,
    entropy: 3.5,
  },
  {
    id: 'azure-storage-key',
    description: 'The key of an Azure storage account or a service bus.',
    regex: '(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)',
    entropy: 3.5,
  },
  {
    id: 'google-oauth-token',
    description: 'A token with which somebody is signed in to Google Cloud.',
    regex: '\\b(ya29\\.[\\w-]{20,4000}|1//0[\\w-]{20,500})',
    entropy: 3.5,
  },
];

/** Before the published ones: where both see the same, theirs is the better name. */
export const ownRules: readonly OwnRule[] = [...quantum, ...others];

/** After the published ones, which may know whose token it is that stands there. */
export const ownLastRules: readonly OwnRule[] = [
  {
    id: 'npm-credentials',
    description: 'What npm signs in to a registry with.',
    regex: '(?i):_(?:authToken|auth|password)[ \\t]{0,8}=[ \\t]{0,8}["\']?([^\\s"\'$<>{}]{8,2000})',
  },
  {
    id: 'registry-login',
    description: "A user's name and password for a registry of images, in Docker's form.",
    regex: '"auth"\\s{0,24}:\\s{0,24}"([A-Za-z0-9+/]{12,4000}={0,2})"',
    path: '(?i)(?:^|/)(?:config\\.json|\\.?dockercfg|\\.?dockerconfigjson|auth\\.json)$',
    entropy: 3,
  },
  {
    id: 'netrc-password',
    description: 'A password for a server, in the form of netrc.',
    regex: '(?i)\\bpassword[ \\t]{1,8}([^\\s<>$]{3,500})',
    path: '(?i)(?:^|/)[._]netrc$',
  },
  {
    id: 'address-password',
    description: 'A password in the address of a server or a database.',
    regex:
      '://[^\\s:/?#@"\'\\x60<>{}$()|\\\\]{0,80}:([^\\s:/?#@"\'\\x60<>{}$()|\\\\,;]{6,200})@[\\w\\[][\\w.-]',
    entropy: 2.5,
    allowlists: [
      // What documentation writes there, and what protects nothing: words.
      { regexes: ['^[a-z]+$', '(?i)passw|user|^pass|secret|token|key', '^%'] },
      {
        regexTarget: 'match',
        regexes: ['(?i)@(?:example|hostname|host\\b|my|your|foo|server\\b)'],
      },
    ],
  },
];
