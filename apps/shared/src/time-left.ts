/** Seconds as `9:05`. */
export function timeLeft(seconds: number): string {
  const rest = seconds % 60
  return `${Math.floor(seconds / 60)}:${rest < 10 ? '0' : ''}${rest}`
}
