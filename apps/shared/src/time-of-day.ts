const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A time that is to come, as people say it: `at 9:05`, or with its day when that is another. Both are wall clock, ms since the epoch. */
export function timeOfDay(time: number, now: number): string {
  const date = new Date(time)
  const minutes = date.getMinutes()
  const clock = `at ${date.getHours()}:${minutes < 10 ? '0' : ''}${minutes}`
  return date.toDateString() === new Date(now).toDateString() ? clock : `on ${DAYS[date.getDay()]} ${clock}`
}
