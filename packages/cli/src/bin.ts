#!/usr/bin/env node
import { deviceFlow } from './device-flow.ts'
import { runProcess } from './process/run-process.ts'

await runProcess((io) => deviceFlow(process.argv.slice(2), io))
