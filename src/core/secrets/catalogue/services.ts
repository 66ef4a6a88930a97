import type { SecretFamily } from './secretFile.ts';

/** Services for AI and for quantum hardware. */
export const serviceFamilies: readonly SecretFamily[] = [
  {
    rule: 'credentials.ai-services',
    title: 'an AI service’s login file',
    files: [
      {
        id: 'anthropic',
        what: 'tokens of Claude',
        by: 'anthropic',
        paths: [
          '~/.claude/.credentials.json',
          '~/.claude.json',
          '~/.config/{anthropic,claude/credentials.json}',
          '~/.anthropic',
        ],
      },
      {
        id: 'openai',
        what: 'tokens of OpenAI',
        by: 'openai',
        paths: ['~/.codex/auth.json', '~/.config/openai', '~/.{openai,openai_api_key,config/openai.token}'],
      },
      {
        id: 'google-ai',
        what: 'tokens of Gemini',
        by: 'google-account',
        paths: ['~/.gemini/{oauth_creds.json,google_accounts.json,.env}'],
      },
      {
        id: 'github-copilot',
        what: 'tokens of GitHub Copilot',
        by: 'github',
        paths: [
          '~/.config/{github-copilot,gh-copilot}',
          '~/AppData/Local/github-copilot',
          '~/.copilot/config.json',
        ],
      },
      {
        id: 'huggingface',
        what: 'tokens of Hugging Face',
        by: 'huggingface',
        paths: [
          '~/.cache/huggingface/{token,stored_tokens}',
          '~/.huggingface',
          '~/.config/huggingface',
        ],
      },
      {
        id: 'coding-agents',
        what: 'keys and tokens of a coding agent',
        by: 'ai-service',
        paths: [
          '~/.local/share/opencode/auth.json',
          '~/.qwen/oauth_creds.json',
          '~/.cline/data/secrets.json',
          '~/.config/{goose/secrets.yaml,cursor/auth.json,aider,amp,crush,zed/credentials}',
          '~/.{aider/oauth-keys.env,continue/.env,codeium/config.json,tabnine/tabnine_config.json,cody,amp/secrets.json,kimi,grok/user-settings.json,vibe/.env}',
          '~/.local/share/{amp/secrets.json,crush/crush.json,goose/secrets.yaml}',
        ],
      },
      {
        id: 'ai-services',
        what: 'keys of a service for language models',
        by: 'ai-service',
        paths: [
          '~/.config/{mistral,groq,cohere,replicate,llm/keys.json,io.datasette.llm/keys.json,fabric/.env,mods,sgpt,shell_gpt/.sgptrc}',
          '~/.{mistral,groq,cohere,replicate,together,deepseek}',
          '~/Library/Application Support/io.datasette.llm/keys.json',
        ],
      },
      {
        id: 'experiment-tracking',
        what: 'keys of a service for data and experiments',
        by: 'ai-service',
        paths: [
          '~/.kaggle/kaggle.json',
          '~/.config/{wandb,kaggle,comet}',
          '~/.{comet.config,neptune,mlflow/credentials}',
        ],
      },
    ],
  },
  {
    rule: 'credentials.quantum',
    title: 'a quantum provider’s credential file',
    files: [
      {
        id: 'ibm-quantum',
        what: 'accounts of IBM Quantum with their tokens, in plain text',
        by: 'ibm-quantum',
        paths: [
          '**/qiskit-ibm.json',
          '~/.qiskit/qiskitrc',
          '~/.qiskitrc',
          '**/Qconfig.py',
          '~/.config/qiskit/qiskit-ibm.json',
        ],
      },
      {
        id: 'dwave',
        what: 'API tokens of D-Wave Leap',
        by: 'dwave',
        paths: [
          '**/dwave.conf',
          '~/.config/dwave',
          '~/.dwave',
          '~/.local/share/dwave',
          '~/Library/Application Support/dwave',
          '~/AppData/Local/dwavesystem/dwave',
        ],
      },
      {
        id: 'rigetti',
        what: 'refresh tokens of Rigetti QCS',
        by: 'rigetti',
        paths: [
          '~/.qcs/{secrets,settings}.toml',
          '~/.{rigetti,forest_config,qcs_config,qcs_auth_token,qvm_config}',
          '~/.config/{rigetti,qcs}',
        ],
      },
      {
        id: 'quantinuum',
        what: 'tokens of Quantinuum Nexus and logins of its machines',
        by: 'quantinuum',
        paths: [
          '~/.qnx/auth',
          '~/.qnexus/config',
          '~/.config/pytket/config.json',
          '~/.{quantinuum,hqs}',
          '~/.config/{quantinuum,nexus}',
        ],
      },
      {
        id: 'xanadu',
        what: 'tokens of Xanadu Cloud',
        by: 'xanadu',
        paths: [
          '~/.xanadu',
          '~/.config/xanadu-cloud',
          '~/.config/strawberryfields/config.toml',
          '~/Library/Application Support/xanadu-cloud',
          '~/AppData/Local/Xanadu/xanadu-cloud',
        ],
      },
      {
        id: 'pennylane',
        what: 'tokens of the devices that PennyLane uses',
        by: 'quantum-plugin',
        paths: [
          '~/.config/pennylane/config.toml',
          '~/Library/{Preferences/pennylane/config.toml,Application Support/pennylane}',
          '~/AppData/Local/Xanadu/pennylane',
        ],
      },
      { id: 'ionq', what: 'API keys of IonQ', by: 'ionq', paths: ['~/.ionq', '~/.config/ionq'] },
      {
        id: 'pasqal',
        what: 'logins of Pasqal Cloud',
        by: 'pasqal',
        paths: ['~/.pasqal', '~/.config/pasqal', '~/.local/share/pasqal', '~/.cache/pasqal/**/token*'],
      },
      {
        id: 'quera',
        what: 'AWS keys for machines of QuEra',
        by: 'quera',
        paths: ['**/config/aquila_api_config.json', '~/.quera', '~/.config/quera'],
      },
      {
        id: 'oqc',
        what: 'tokens of OQC Cloud',
        by: 'oqc',
        paths: ['~/.{oqc,qcaas}', '~/.config/{oqc,qcaas}'],
      },
      {
        id: 'iqm',
        what: 'tokens of IQM machines',
        by: 'iqm',
        paths: [
          '~/.cache/iqm-c{lient,ortex}-cli/tokens.json',
          '~/.config/iqm-c{lient,ortex}-cli/config.json',
          '~/.iqm',
          '~/.config/iqm',
        ],
      },
      { id: 'aqt', what: 'tokens of AQT', by: 'aqt', paths: ['~/.aqt', '~/.config/aqt'] },
      {
        id: 'alice-bob',
        what: 'API keys of Alice & Bob',
        by: 'alice-bob',
        paths: ['~/.alicebob', '~/.config/alicebob'],
      },
      {
        id: 'qbraid',
        what: 'API keys of qBraid',
        by: 'qbraid',
        paths: ['~/.qbraid', '~/.qbraid/qbraidrc', '~/.config/qbraid'],
      },
      {
        id: 'strangeworks',
        what: 'API keys of Strangeworks',
        by: 'strangeworks',
        paths: ['~/.config/strangeworks', '~/.strangeworks'],
      },
      {
        id: 'classiq',
        what: 'tokens of Classiq',
        by: 'classiq',
        paths: [
          '**/.classiq-credentials',
          '~/.classiq',
          '~/.config/classiq',
          '~/.local/share/classiq',
        ],
      },
      {
        id: 'quandela',
        what: 'tokens of Quandela',
        by: 'quantum-plugin',
        paths: [
          '~/.{quandela,perceval}',
          '~/.config/{quandela,perceval}',
          '~/.local/share/perceval-quandela',
        ],
      },
      {
        id: 'q-ctrl',
        what: 'API keys of Q-CTRL',
        by: 'quantum-plugin',
        paths: [
          '~/.qctrl',
          '~/.config/{qctrl,Q-CTRL}',
          '~/.local/share/qctrl',
          '~/.cache/qctrl/**/token*',
        ],
      },
      {
        id: 'quantum-inspire',
        what: 'tokens of Quantum Inspire',
        by: 'quantum-plugin',
        paths: [
          '~/.{quantuminspire,quantum-inspire}',
          '~/.config/{quantuminspire,quantum-inspire}',
          '~/.local/share/quantuminspire',
          '~/.cache/quantuminspire/**/token*',
        ],
      },
      {
        id: 'quantum-providers',
        what: 'tokens of a provider of quantum hardware',
        by: 'quantum-plugin',
        paths: [
          '~/.{qudora,originqc,openquantum,superstaq,infleqtion,braket,qblox,planqc,eleqtron,qilimanjaro}',
          '~/.config/{qudora,originqc,openquantum,superstaq,infleqtion,braket,planqc}',
        ],
      },
    ],
  },
];
