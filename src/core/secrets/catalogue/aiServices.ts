import type { SecretFamily } from './secretFile.ts';

/** Services for AI, and agents that use them. */
export const aiFamily: SecretFamily = {
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
      paths: [
        '~/.codex/auth.json',
        '~/.config/openai',
        '~/.{openai,openai_api_key,config/openai.token}',
      ],
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
};
