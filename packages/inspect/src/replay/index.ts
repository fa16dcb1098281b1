export { replayTranscript } from './replay-transcript.ts'
export type { ReplayStep } from './replay-transcript.ts'
