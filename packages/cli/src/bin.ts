#!/usr/bin/env node
import { runOffline } from './offline/run-offline.ts'

// What is kept will mostly do: then nothing else is loaded.
if (!(await runOffline(process.argv.slice(2)))) await (await import('./main.ts')).main()
