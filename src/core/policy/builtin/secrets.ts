import type { BuiltInRule } from './builtInRule.ts';

const kept = { read: 'deny', write: 'ask', delete: 'ask', use: 'ask' } as const;

const why = 'Its name says that it holds secrets, and what an agent reads goes to its model.';

/** Anywhere but in installed dependencies. */
const places = ['workspace', 'home', 'temporary', 'scratch', 'system'] as const;

/** What comes with the system: certificates, test keys, shared data. Applications' own folders are not among these. */
const system = [
  '/{usr,bin,sbin,lib,lib32,lib64,proc,sys,dev,boot,snap,System,Library,Applications}/**',
  '/{nix/store,opt/homebrew,home/linuxbrew,etc/ssl/certs,etc/pki,etc/ca-certificates,private/etc/ssl}/**',
  '/{var/lib/ca-certificates,run/udev,run/systemd}/**',
  'C:/{Windows,Program Files,Program Files (x86)}/**',
] as const;

/** Secret files by name, wherever a project keeps them. */
export const secretRules: readonly BuiltInRule[] = [
  {
    id: 'secrets.dotenv',
    family: 'secrets',
    title: 'an environment file with secrets',
    access: kept,
    paths: ['.env', '.env[-._~]*', '*.env', '.envrc', '.dev.vars', '.flaskenv', '.ENV'],
    except: [
      '**/*.{example,sample,template,tmpl,tpl,dist,defaults,schema,md}',
      '**/{example,sample,template,*-example,*.example,*.sample,*.template}.env',
      '**/.env[-._]@(example|sample|template|dist|defaults|schema)?(.*)',
      '**/.env*.{d.ts,ts,js,mjs,cjs,py,rs,go}',
      // `.env` is also an old name for a Python virtual environment.
      '**/.env/{bin,lib,lib64,include,share,Scripts,Lib,pyvenv.cfg}/**',
      ...system,
    ],
    places,
    why,
    remedy:
      'Read `.env.example` for the names, and let the program load the values itself at run time.',
  },
  {
    id: 'secrets.private-key',
    family: 'secrets',
    title: 'a private key',
    access: kept,
    paths: [
      'id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk}',
      'id_@(rsa|dsa|ecdsa|ed25519)[-._~]*',
      '*.{pem,key,p12,pfx,jks,keystore,ppk,p8,PEM,KEY,P12,PFX,PPK}',
      '*.@(pem|key|p12|pfx|jks|keystore|ppk|p8).{bak,old,orig,save,backup}',
      '*.@(pem|key|p12|pfx|jks|keystore|ppk|p8)~',
      '{deploy,ci,host,ssh_host,ssh,github,gitlab,bitbucket}_{rsa,ecdsa,ed25519}{,_key}',
      '{,*.}gpg-private*.asc',
      'master.key',
    ],
    except: [
      '**/?(*[-_.])@(cert|certs|certificate|certificates|chain|fullchain|cacert|cacerts|bundle|public|pub|ca).pem',
      '**/@(root|rootCA|rootca|root_ca|root-ca|ca-root).pem',
      '**/*.pub',
      // Folders of code have such names too.
      '**/*_{rsa,ecdsa,ed25519}{,_key}/*/**',
      '**/id_*.@(c|cs|go|java|js|md|py|rb|rs|ts)',
      '**/*.{pub,public,crt,cert}.pem',
      '**/?(*[-_.])@(pub|public)?([-_])?(key).{pem,key}',
      ...system,
    ],
    places,
    why: 'A private key proves who you are, and what an agent reads goes to its model.',
    remedy: 'Use the public half (`*.pub`), or let the program that owns the key use it.',
  },
  {
    id: 'secrets.credential-file',
    family: 'secrets',
    title: 'a credential file',
    access: kept,
    paths: [
      '?(*[-_.])credentials.{json,yml,yaml,toml,ini,xml,csv}',
      '{rootkey,accessKeys,*_accessKeys}.csv',
      '{*-,*_,}service{-,_,}account*.json',
      '*firebase-adminsdk*.json',
      'client_secret*.json',
      'secrets.{json,yml,yaml,toml,ini,env,properties}',
      '*.secrets.{json,yml,yaml,toml}',
      '{.secrets,.secret}',
      '.htpasswd',
      'terraform.tfvars{,.json}',
      '*.auto.tfvars{,.json}',
      '*.tfstate',
      '*.tfstate.backup',
      '{*.kubeconfig,kubeconfig.yml,kubeconfig.yaml}',
      '{.vault_pass,.vault_password,.vault-pass,.vault-password,vault_pass.txt}',
      'wp-config.php',
      '.streamlit/secrets.toml',
      '{.token,.tokens,.api_key,.apikey,api_key.txt,apikey.txt}',
    ],
    except: ['**/*{example,sample,template}*', '**/*.schema.json', ...system],
    places,
    why,
    remedy: 'Work with an example file, or let the program that needs the credential read it.',
  },
];
