import { runOffline } from './run-offline.ts'

async function answer(): Promise<void> {
  await runOffline(process.argv.slice(2))
  // What is kept will mostly do. Otherwise the rest is loaded.
  await import('../main.ts')
}

void answer()
