import type { BuiltInRule } from './builtInRule.ts';

const kept = { read: 'deny', write: 'ask', delete: 'ask' } as const;

const why = 'Its name says that it holds secrets, and what an agent reads goes to its model.';

/** Secret files by name, wherever a project keeps them. */
export const secretRules: readonly BuiltInRule[] = [
  {
    id: 'secrets.dotenv',
    family: 'secrets',
    title: 'an environment file with secrets',
    access: kept,
    paths: ['.env', '.env.*', '*.env', '.envrc', '.dev.vars', '.flaskenv'],
    except: [
      '**/*.{example,sample,template,tmpl,tpl,dist,defaults,schema,md}',
      '**/{example,sample,template,*-example,*.example,*.sample,*.template}.env',
      '**/.env.{example,sample,template,dist,defaults,schema}.*',
      '**/.env*.{d.ts,ts,js,mjs,cjs,py,rs,go}',
      // `.env` is also an old name for a Python virtual environment.
      '**/.env/{bin,lib,lib64,include,share,Scripts,Lib,pyvenv.cfg}/**',
    ],
    places: ['workspace', 'home', 'temporary', 'scratch'],
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
      '*.{pem,key,p12,pfx,jks,keystore,ppk,p8}',
      '{deploy,ci,host,ssh_host}_{rsa,ecdsa,ed25519}{,_key}',
      '{,*.}gpg-private*.asc',
      'master.key',
    ],
    except: [
      '**/*{cert,certs,certificate,chain,fullchain,cacert,ca-bundle,bundle,public,pub,root,ca}.pem',
      '**/*.pub',
      '**/*.{pub,public,crt,cert}.{pem,key}',
    ],
    places: ['workspace', 'home', 'temporary', 'scratch'],
    why: 'A private key proves who you are, and what an agent reads goes to its model.',
    remedy: 'Use the public half (`*.pub`), or let the program that owns the key use it.',
  },
  {
    id: 'secrets.credential-file',
    family: 'secrets',
    title: 'a credential file',
    access: kept,
    paths: [
      'credentials.{json,yml,yaml,toml,ini,xml}',
      '{*-,*_,}service{-,_,}account*.json',
      'client_secret*.json',
      'secrets.{json,yml,yaml,toml,ini,env,properties}',
      '*.secrets.{json,yml,yaml,toml}',
      '{.secrets,.secret}',
      '.htpasswd',
      'terraform.tfvars{,.json}',
      '*.auto.tfvars{,.json}',
      '*.tfstate',
      '*.tfstate.backup',
      '*.kubeconfig',
      'wp-config.php',
      '.streamlit/secrets.toml',
      '{.token,.tokens,.api_key,.apikey,api_key.txt,apikey.txt}',
    ],
    except: ['**/*{example,sample,template}*'],
    places: ['workspace', 'home', 'temporary', 'scratch'],
    why,
    remedy: 'Work with an example file, or let the program that needs the credential read it.',
  },
];
