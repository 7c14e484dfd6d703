/** What the server says of an answer; nothing where it could not be reached. */
export interface Sent {
  thanks?: string
  redirect?: string
  problems?: Record<string, string>
}

const tries = 3

/** Sends an answer, again where it was not answered: sent again it is the same one. */
export async function send(url: string, body: unknown): Promise<Sent> {
  for (let n = 1; ; n++) {
    try {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), credentials: 'omit' })
      if (answer.ok || answer.status === 422) return (await answer.json()) as Sent
      if (n === tries || (answer.status !== 429 && answer.status < 500)) return {}
      await pause(Math.min(+(answer.headers.get('Retry-After') ?? 0) || n, 10))
    } catch {
      if (n === tries) return {}
      await pause(n)
    }
  }
}

const pause = (seconds: number) => new Promise((go) => setTimeout(go, seconds * 1000))
