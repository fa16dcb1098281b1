/** The member that oauth4webapi found missing or wrong in an answer; undefined when its error is about something else. */
export function fieldNamedBy(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.message.includes('`token_type`')) return 'token_type'
  return /"response" body "(\w+)" property/.exec(error.message)?.[1]
}
