import { runOffline } from './offline/run-offline.ts'

// What is kept will mostly do: then nothing else is loaded.
void runOffline(process.argv.slice(2)).then(async (isDone) => {
  if (!isDone) await (await import('./main.ts')).main()
})
