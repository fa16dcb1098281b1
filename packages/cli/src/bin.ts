#!/usr/bin/env node
import { deviceFlow } from './command.ts'
import { runProcess } from './run-process.ts'

await runProcess((io) => deviceFlow(process.argv.slice(2), io))
