import { runOffline } from './offline/run-offline.ts'

async function run(): Promise<void> {
  // What is kept will mostly do: then nothing else is loaded.
  if (await runOffline(process.argv.slice(2))) return
  const { main } = await import('./main.ts')
  await main()
}

void run()
