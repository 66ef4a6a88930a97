import { privateKeys } from './privateKeys.ts';
import type { SecretFamily } from './secretFile.ts';
import { system } from './systemFolders.ts';

const dotenv: SecretFamily = {
  rule: 'secrets.dotenv',
  title: 'an environment file with secrets',
  files: [
    {
      id: 'dotenv',
      what: 'the environment of a program: keys, tokens, passwords of databases',
      by: 'environment',
      paths: ['.env', '.env[-._~]*', '*.env', '.envrc', '.ENV', '.flaskenv'],
    },
    {
      id: 'wrangler-dev-vars',
      what: 'secrets of a Cloudflare worker under development',
      by: 'cloudflare',
      paths: ['.dev.vars'],
    },
  ],
  except: [
    '**/*.{example,sample,template,tmpl,tpl,dist,defaults,schema,md}',
    '**/{example,sample,template,*-example,*.example,*.sample,*.template}.env',
    '**/.env[-._]@(example|sample|template|dist|defaults|schema)?(.*)',
    '**/.env*.{d.ts,ts,js,mjs,cjs,py,rs,go}',
    // `.env` is also an old name for a Python virtual environment.
    '**/.env/{bin,lib,lib64,include,share,Scripts,Lib,pyvenv.cfg}/**',
    ...system,
  ],
};

const credentialFiles: SecretFamily = {
  rule: 'secrets.credential-file',
  title: 'a credential file',
  files: [
    {
      id: 'credentials-file',
      what: 'credentials, by its own name',
      by: 'unknown',
      paths: [
        '?(*[-_.])credentials.{json,yml,yaml,toml,ini,xml,csv}',
        '.credentials',
        'secrets.{json,yml,yaml,toml,ini,env,properties}',
        '*.secrets.{json,yml,yaml,toml}',
        '{.secrets,.secret}',
        '{.token,.tokens,.api_key,.apikey,api_key.txt,apikey.txt}',
      ],
    },
    {
      id: 'aws-key-export',
      what: 'an AWS access key as the console exports it',
      by: 'aws',
      paths: ['{rootkey,accessKeys,*_accessKeys}.csv'],
    },
    {
      id: 'google-service-account',
      what: 'the private key of a Google service account, or the secret of an OAuth client',
      by: 'google-cloud',
      paths: [
        '{*-,*_,}service{-,_,}account*.json',
        '*firebase-adminsdk*.json',
        'client_secret*.json',
      ],
    },
    {
      id: 'azure-publish-settings',
      what: 'the password of a deployment to Azure',
      by: 'azure',
      paths: ['*.{publishsettings,PublishSettings}'],
    },
    {
      id: 'htpasswd',
      what: 'hashed passwords of a web server',
      by: 'password-hashes',
      paths: ['.htpasswd', 'proftpdpasswd'],
    },
    {
      id: 'terraform-values',
      what: 'values of Terraform variables, of which many are secret',
      by: 'terraform',
      paths: ['*.tfvars{,.json}'],
    },
    {
      id: 'terraform-state',
      what: 'the state of Terraform: every attribute of every resource, passwords and keys in plain text',
      by: 'terraform',
      paths: ['*.tfstate', '*.tfstate.backup', '*.tfstate.*.backup'],
    },
    {
      id: 'kubeconfig-file',
      what: 'tokens or client keys of a Kubernetes cluster',
      by: 'kubernetes',
      paths: ['{*.kubeconfig,kubeconfig.yml,kubeconfig.yaml}'],
    },
    {
      id: 'ansible-vault-password',
      what: 'the password of an Ansible vault',
      by: 'ansible',
      paths: ['{.vault_pass,.vault_password,.vault-pass,.vault-password,vault_pass.txt}'],
    },
    {
      id: 'wordpress-config',
      what: 'the password of the database and the salts of a WordPress site',
      by: 'database',
      paths: ['wp-config.php', 'wp-config.php[-._~]*', 'wp-config.{bak,old,txt}'],
    },
    {
      id: 'streamlit-secrets',
      what: 'secrets of a Streamlit application',
      by: 'environment',
      paths: ['.streamlit/secrets.toml'],
    },
    {
      id: 'phoenix-secrets',
      what: 'the secret key and the database of an Elixir application',
      by: 'web-framework',
      paths: ['*.secret.exs'],
    },
    {
      id: 'rails-secret-token',
      what: 'the key that signs the sessions of a Rails application',
      by: 'rails',
      paths: ['initializers/secret_token.rb'],
    },
    {
      id: 'file-transfer-login',
      what: 'host, user and password of a file transfer',
      by: 'file-transfer',
      paths: [
        '{filezilla,recentservers,sitemanager}.xml',
        '{sftp-config,sftp-config-alt*,.remote-sync}.json',
        '.vscode/{sftp,ftp-sync,ftp-simple}.json',
        '{.ftpconfig,.ftppass,.sftppass,.sftpconfig,WinSCP.ini,winscp.ini}',
        '.idea/{WebServers,webServers,dataSources.local}.xml',
      ],
    },
    {
      id: 'database-client-login',
      what: 'logins of databases as a client keeps them',
      by: 'database',
      paths: [
        '{robomongo,robo3t}.json',
        '{*.,}dbeaver-data-sources*.xml',
        'credentials-config.json',
      ],
    },
    {
      id: 'jenkins-secrets',
      what: 'credentials of a Jenkins server, or the key that opens them',
      by: 'jenkins',
      paths: ['hudson.util.Secret', 'jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml'],
    },
    {
      id: 'server-password',
      what: 'passwords of a server',
      by: 'password',
      paths: ['ventrilo_srv.ini', 'CCCam.cfg'],
    },
    {
      id: 'digitalocean-tugboat',
      what: 'the API token of a DigitalOcean account',
      by: 'digitalocean',
      paths: ['.tugboat'],
    },
    {
      id: 'licence-key',
      what: 'a licence key',
      by: 'unknown',
      paths: ['*.avastlic'],
    },
  ],
  except: ['**/*{example,sample,template}*', '**/*.schema.json', ...system],
};

/** Secret files by name, wherever a project keeps them. */
export const projectFamilies = { dotenv, privateKeys, credentialFiles } as const;
