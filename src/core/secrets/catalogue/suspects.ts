import type { Shape } from '../shapes.ts';
import type { SecretFile } from './secretFile.ts';

/**
 * Files that may hold a secret and often do not: their name alone decides nothing, a look into them does. The policy
 * leaves them open; a scan flags them when their text has one of these shapes.
 */
export interface SuspectFile extends SecretFile {
  readonly shapes: readonly Shape[];
}

/** Where people and programs write logins next to other settings. */
export const suspectFiles: readonly SuspectFile[] = [
  {
    id: 'npm-project',
    what: 'a token of an npm registry',
    by: 'npm',
    paths: ['{.npmrc,.yarnrc,.yarnrc.yml}'],
    shapes: ['registry-token', 'url-login'],
  },
  {
    id: 'python-index',
    what: 'a login of a Python package index',
    by: 'pypi',
    paths: ['{pip.conf,pip.ini,.condarc,uv.toml,poetry.toml}'],
    shapes: ['url-login', 'assigned'],
  },
  {
    id: 'java-build',
    what: 'a password of a repository or of a key store',
    by: 'registry',
    paths: [
      '{settings,settings-security}.xml',
      '{gradle,local,keystore,key,signing,sonar-project}.properties',
    ],
    shapes: ['element', 'assigned'],
  },
  {
    id: 'nuget-project',
    what: 'a password of a NuGet source',
    by: 'registry',
    paths: ['{nuget.config,NuGet.Config,NuGet.config}'],
    shapes: ['nuget'],
  },
  {
    id: 'composer-project',
    what: 'a login of a Composer repository',
    by: 'registry',
    paths: ['auth.json'],
    shapes: ['assigned'],
  },
  {
    id: 'docker-auths',
    what: 'a login of a container registry',
    by: 'docker',
    paths: ['{config,.docker,docker-config}.json', 'auth.json'],
    shapes: ['registry-login'],
  },
  {
    id: 'plain-credentials',
    what: 'credentials in a settings file',
    by: 'unknown',
    paths: ['{credentials,config,credentials.*,*credentials*.txt,passwords.txt,password.txt}'],
    shapes: ['assigned', 'url-login'],
  },
  {
    id: 'code-host-login',
    what: 'a token of a code host',
    by: 'git-host',
    paths: ['{hub,hosts.yml,hosts.toml}'],
    shapes: ['oauth-token'],
  },
  {
    id: 'git-config',
    what: 'a login in the address of a remote, or a token',
    by: 'git-host',
    paths: ['{.gitconfig,.hgrc,.gitmodules}', '.git/config'],
    shapes: ['url-login', 'assigned'],
  },
  {
    id: 'shell-start-up',
    what: 'a secret that every shell sets',
    by: 'environment',
    paths: [
      '.{bashrc,bash_profile,bash_login,bash_aliases,profile,zshrc,zprofile,zshenv,zlogin,cshrc,tcshrc,kshrc,localrc,exports,extra,aliases,functions,environment}',
      '{bashrc,bash_profile,zshrc,zshenv,profile}',
      'config.fish',
      '*profile.ps1',
    ],
    shapes: ['exported'],
  },
  {
    id: 'web-framework',
    what: 'a secret key or a password of a web application',
    by: 'web-framework',
    paths: [
      '{settings,local_settings,production,config,secrets}.py',
      'settings/*.py',
      '{config,configuration,config.inc,settings,settings.local,LocalSettings,local,database,databases,env,parameters,secrets,db,dbconfig,connect,connection}.php',
      '{config,prod,dev,runtime,releases,releases.exs}.exs',
      'initializers/*.rb',
      '{knife,config,carrierwave,omniauth,devise}.rb',
      '{config,secrets,credentials,keys,constants}.{js,ts,mjs,cjs}',
      'config/*.{js,ts,json}',
    ],
    shapes: ['quoted', 'url-login'],
  },
  {
    id: 'database-settings',
    what: 'a login of a database',
    by: 'database',
    paths: [
      '{database,databases,mongoid,redis,datasource,datasources,ormconfig,knexfile,alembic,odbc,.odbc,connections,dbt,profiles}.{yml,yaml,json,ini,toml,xml,properties,js,ts}',
      '.odbc.ini',
    ],
    shapes: ['assigned', 'element', 'url-login'],
  },
  {
    id: 'application-settings',
    what: 'a password, key or token among the settings of a program',
    by: 'password',
    paths: [
      '{application,bootstrap,application-*,application_*}.{properties,yml,yaml}',
      '{appsettings,appsettings.*,local.settings,config,default,production,development,staging,settings,deployment-config,heroku,app}.json',
      '{web,app,Web,App}.config',
      '{config,settings,parameters,app,secret,deploy,deployment,ejabberd,prometheus,alertmanager,values,values-*}.{yml,yaml}',
      '{config,settings,app,server,my,php,supervisord,smb,airflow,setup}.{ini,cfg,cnf,conf,toml}',
      '{docker-compose,docker-compose.*,compose,compose.*}.{yml,yaml}',
      '*{secret,Secret,credential}*.{yml,yaml,json,toml,ini,properties,cfg,conf}',
    ],
    shapes: ['assigned', 'url-login'],
  },
  {
    id: 'account-list',
    what: 'logins that a program keeps',
    by: 'password',
    paths: [
      '{accounts,servers,connections,sitemap,tomcat-users,jetty-realm,unattend,Unattend,autounattend,Autounattend,sysprep,Groups,config}.xml',
      '{servers.conf,prosody.cfg.lua,chap-secrets,sasl_passwd,express.conf}',
    ],
    shapes: ['element', 'quoted', 'assigned'],
  },
  {
    id: 'mail-settings',
    what: 'a password of a mail account',
    by: 'mail',
    paths: [
      '{.muttrc,muttrc,.neomuttrc,.mbsyncrc,mbsyncrc,isyncrc,.offlineimaprc,offlineimaprc,.getmailrc,.mailrc,msmtprc,fetchmailrc}',
    ],
    shapes: ['assigned'],
  },
  {
    id: 'game-server',
    what: 'the password of a server',
    by: 'password',
    paths: ['{server,autoexec}.cfg', 'server.properties'],
    shapes: ['server-password'],
  },
  {
    id: 'remote-session',
    what: 'a password of a remote desktop',
    by: 'file-transfer',
    paths: ['*.{rdp,ica,remmina,vnc}'],
    shapes: ['session-password'],
  },
  {
    id: 'wireguard',
    what: 'the private key of a network',
    by: 'vpn',
    paths: ['{wg*,wireguard*}.conf'],
    shapes: ['assigned'],
  },
  {
    id: 'database-dump',
    what: 'a dump of a database with people’s passwords',
    by: 'password-hashes',
    paths: ['*.{sql,dump,mysql,psql}'],
    shapes: ['dump'],
  },
  {
    id: 'password-list',
    what: 'hashed passwords',
    by: 'password-hashes',
    paths: [
      '{shadow,shadow-,gshadow,passwd,master.passwd,htpasswd,.htpasswd-*,users.htpasswd,*.htpasswd}',
    ],
    shapes: ['hashes'],
  },
  {
    id: 'service-login',
    what: 'a login that is written into code',
    by: 'password',
    paths: ['*{salesforce,Salesforce}*.{js,ts,py,rb,php}', '{sftp,ftp}.{js,ts,json,py}'],
    shapes: ['login-call', 'quoted'],
  },
];
