// The page of a survey that was opened by the link of a score: keeps that score at once, as soon as somebody looks at the page.
// What is written after that is sent by the form itself, as without this script.

const form = document.querySelector<HTMLFormElement>('form[data-bd-confirm]')
const said = document.querySelector<HTMLElement>('[data-bd-kept]')

async function keep(): Promise<void> {
  const body = new URLSearchParams({ by: 'script', score: new FormData(form!).get('score') as string })
  try {
    const answer = await fetch(location.pathname, { method: 'POST', body })
    if (answer.status === 204 && said) said.replaceChildren(told(said.dataset.bdKept ?? ''))
  } catch {
    // no network for a moment: the button sends it
  }
}

function told(text: string): HTMLElement {
  const p = document.createElement('p')
  p.className = 'said'
  p.textContent = text
  return p
}

// A page that is only fetched ahead is looked at by nobody.
const seen = (): void => {
  if (document.visibilityState !== 'visible') return
  document.removeEventListener('visibilitychange', seen)
  void keep()
}
if (form) {
  document.addEventListener('visibilitychange', seen)
  seen()
}
