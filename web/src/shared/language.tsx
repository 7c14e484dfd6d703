import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

export type Language = 'vi' | 'en'

const kept = 'banhda-language'

/** The language last chosen here, else the browser's. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'vi' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('vi') ? 'vi' : 'en'
}

let current: Language = 'vi'

/** For what is not a component: the language shown now. */
export const language = () => current

const Context = createContext<{ language: Language; speak: (l: Language) => void }>({ language: 'vi', speak: () => {} })

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [spoken, setSpoken] = useState<Language>(() => (current = initial ?? firstLanguage()))
  useEffect(() => {
    document.documentElement.lang = spoken
  }, [spoken])
  const speak = useCallback((next: Language) => {
    localStorage.setItem(kept, next)
    current = next
    setSpoken(next)
  }, [])
  return <Context value={{ language: spoken, speak }}>{children}</Context>
}

export const useLanguage = () => useContext(Context)

/** A feature's words in the language shown: `en` says which there are, and TypeScript holds `vi` to the same. */
export function useWords<W>(words: { en: W; vi: W }): W {
  return words[useLanguage().language]
}

/** English has two forms of a countable word; Vietnamese has one and needs no choice. */
export const plural = (n: number, forms: { one: string; other: string }) => (n === 1 ? forms.one : forms.other)
