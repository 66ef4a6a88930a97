import { dropsDatabase, dropsDocuments, dropsGraph, losesRows } from './sql.ts';
import type { HazardGroup } from './types.ts';

const emptied = { kind: 'destroy', why: 'empties the database', recoverable: false } as const;

/** Databases and the frameworks that reset them. */
export const databaseHazards = (): readonly HazardGroup[] => [
  {
    programs:
      'psql|pgcli|cockroach|mysql|mariadb|mycli|usql|clickhouse|clickhouse-client|sqlcmd|sqlplus|cqlsh|snowsql|bq|trino|presto|hive|beeline|wrangler|turso|rqlite|supabase|gsql|cypher-shell|neo4j|dolt|psqlodbc|isql|tsql|vsql|db2|nzsql|athena|steampipe|ksql|sqlite-utils|duckdb',
    hazards: [
      {
        code: dropsDatabase,
        kind: 'destroy',
        why: 'drops a database or the accounts in it',
        recoverable: false,
      },
      { code: losesRows, kind: 'destroy', why: 'drops a table or changes all of its rows' },
    ],
  },
  {
    programs: 'sqlite3|sqlite|duckdb|litecli',
    hazards: [
      {
        code: dropsDatabase,
        kind: 'destroy',
        why: 'drops a database or the accounts in it',
        recoverable: false,
      },
      {
        code: losesRows,
        // A database in memory or in a temporary folder has nothing to lose.
        line: /^(?!(?:-\w+ ){0,8}(?::memory:|file::memory:|\/tmp\/[^/. ]|\/dev\/shm\/[^/. ]))/,
        kind: 'destroy',
        why: 'drops a table or changes all of its rows',
      },
      {
        code: (text) => losesRows(text) && /\battach\b|^\s*\.(?:open|restore|read)\b/im.test(text),
        kind: 'destroy',
        why: 'drops a table or changes all of its rows',
      },
    ],
  },
  {
    programs: 'dropdb',
    hazards: [{ operand: /./, kind: 'destroy', why: 'drops a database', recoverable: false }],
  },
  {
    programs: 'mysqladmin',
    hazards: [
      { line: /(^|\s)drop\s/, kind: 'destroy', why: 'drops a database', recoverable: false },
    ],
  },
  {
    programs: 'mongo|mongosh',
    hazards: [{ code: dropsDocuments, kind: 'destroy', why: 'drops or empties a collection' }],
  },
  {
    programs: 'mongorestore|pg_restore',
    hazards: [
      { any: '--drop --clean -c', kind: 'destroy', why: 'drops what is there before restoring' },
    ],
  },
  {
    programs: 'redis-cli|valkey-cli|keydb-cli',
    hazards: [
      {
        line: /^(-\S+\s+([^-\s]\S*\s+)?)*flush(all|db)\b/i,
        ...emptied,
      },
      { fed: /^\s*flush(all|db)\b/im, ...emptied },
      { words: 'shutdown|SHUTDOWN', kind: 'destroy', why: 'stops the database' },
    ],
  },
  {
    programs: 'cypher-shell|neo4j-admin',
    hazards: [{ code: dropsGraph, kind: 'destroy', why: 'drops or empties what a database holds' }],
  },
  {
    programs: 'bq',
    hazards: [{ words: 'rm', kind: 'destroy', why: 'deletes tables or datasets' }],
  },
  {
    // Tools that bring a database from one state to another: all of it goes, or all of it is undone.
    programs:
      'flyway|liquibase|dbmate|goose|migrate|golang-migrate|atlas|sqitch|diesel|sea-orm-cli|sqlx|doctrine|doctrine-migrations|console|phinx|yoyo|aerich|bytebase|skeema|tern|node-pg-migrate|db-migrate|graphile-migrate|refinery|flask|litestar|advanced-alchemy|sqlmesh|dbt|rel|pgroll|umzug|ley|kysely|evolve|roundhouse|grate|ef|dotnet-ef|rake|hanami|lotus|amber|lucky|loco|cargo-loco',
    hazards: [
      {
        words:
          'clean|dropAll|drop-all|drop|reset|schema clean|revert|database drop|database reset|migrate fresh|migrate reset|migrate refresh|fresh|down-to 0|rollback-all|db downgrade base|db drop|db reset|database drop --force',
        none: '--help',
        noOperand: /^(?:deploy|plan)$/,
        kind: 'destroy',
        why: 'drops or empties the database',
      },
      {
        line: /(?:^|\s)(?:doctrine:(?:database|schema):drop|(?:db|database|schema):(?:drop|reset|wipe|fresh|purge))(?:\s|$)|(?:^|\s)(?:down|rollback)\s(?:.*\s)?(?:-all|--all|-t\s?0|--target[= ]0)(?:\s|$)/,
        kind: 'destroy',
        why: 'drops or empties the database',
      },
    ],
  },
  {
    programs: 'influx',
    hazards: [{ words: 'bucket delete|delete', kind: 'destroy', why: 'deletes stored data' }],
  },
  {
    programs: 'etcdctl',
    hazards: [
      { words: 'del', any: '--prefix --from-key', kind: 'destroy', why: 'deletes stored data' },
    ],
  },
  {
    programs: 'rails|rake|hanami',
    hazards: [
      {
        operand: /^db:(drop|reset|purge|truncate_all|migrate:reset)(:\w+)?$/,
        kind: 'destroy',
        why: 'drops or empties the database',
      },
    ],
  },
  {
    programs: 'prisma',
    hazards: [
      { words: 'migrate reset', kind: 'destroy', why: 'drops the database' },
      {
        words: 'db push',
        any: '--force-reset --accept-data-loss',
        kind: 'destroy',
        why: 'drops data that does not fit the schema',
      },
    ],
  },
  {
    programs: 'manage.py|django-admin',
    hazards: [
      { words: 'flush|reset_db|sqlflush_db', kind: 'destroy', why: 'empties the database' },
      { words: 'migrate', line: /\szero(\s|$)/, kind: 'destroy', why: 'undoes all migrations' },
    ],
  },
  {
    programs: 'artisan',
    hazards: [
      {
        words: 'migrate:fresh|migrate:reset|migrate:refresh|db:wipe',
        kind: 'destroy',
        why: 'drops all tables',
      },
    ],
  },
  {
    programs: 'mix',
    hazards: [{ words: 'ecto.drop|ecto.reset', kind: 'destroy', why: 'drops the database' }],
  },
  {
    programs: 'sequelize|sequelize-cli',
    hazards: [{ words: 'db:drop|db:migrate:undo:all', kind: 'destroy', why: 'drops the database' }],
  },
  {
    programs: 'typeorm|knex|drizzle-kit|mikro-orm|alembic',
    hazards: [
      { words: 'schema:drop|drop|schema:fresh', kind: 'destroy', why: 'drops the database' },
      { words: 'migrate:rollback', any: '--all', kind: 'destroy', why: 'undoes all migrations' },
      { words: 'downgrade base', kind: 'destroy', why: 'undoes all migrations' },
    ],
  },
  {
    programs: 'supabase',
    hazards: [{ words: 'db reset|projects delete', kind: 'destroy', why: 'drops the database' }],
  },
  {
    programs: 'kafka-topics|kafka-topics.sh|rabbitmqctl|rabbitmqadmin',
    hazards: [
      {
        any: '--delete',
        kind: 'destroy',
        why: 'deletes a queue with what is in it',
      },
      {
        words: 'reset|force_reset|purge_queue|delete_queue|delete_vhost|delete',
        kind: 'destroy',
        why: 'deletes queues with what is in them',
      },
    ],
  },
];
