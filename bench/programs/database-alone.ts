/** The database packages as the product uses them, and nothing else. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

const rows = pgTable('rows', { id: text().primaryKey() });

export const open = (url: string) => drizzle(postgres(url), { schema: { rows } });
