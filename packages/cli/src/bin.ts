#!/usr/bin/env node
import { deviceFlow } from './command.ts'
import { runProcess } from './process/run-process.ts'

await runProcess((io) => deviceFlow(process.argv.slice(2), io))
