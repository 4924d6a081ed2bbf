// Long work that is shown as it goes: the part of the page that tells of it is asked for again and
// again, and put in place of the old one, until it is over. Each look counts as use of the page, so
// that it stops after a while: a window left open must not keep somebody signed in.
const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;
const LOOKS = 60;

export function follow(root: Document, looks = LOOKS): void {
  const region = root.querySelector<HTMLElement>("[data-progress]");
  if (region === null) {
    return;
  }
  let wait = FIRST_MS;
  let left = looks;
  const look = async (): Promise<void> => {
    left -= 1;
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (fresh === null) {
      return;
    }
    put(region, fresh);
    if (fresh.hasAttribute("data-progress") && left > 0) {
      wait = Math.min(wait * 1.2, LONGEST_MS);
      again();
    }
  };
  const again = (): void => {
    // A look that fails is not made up for: the link on the page is still there.
    window.setTimeout(() => void look().catch(() => undefined), wait);
  };
  again();
}

// While it goes on only what changes is touched, so that a button keeps the reader's place and a
// screen reader is told the new words alone.
export function put(region: HTMLElement, fresh: HTMLElement): void {
  const [words, newWords] = [region, fresh].map((each) => each.querySelector("[role=status]"));
  const [bar, newBar] = [region, fresh].map((each) => each.querySelector("progress"));
  if (words && newWords && bar && newBar) {
    if (words.textContent !== newWords.textContent) {
      words.textContent = newWords.textContent;
    }
    for (const name of ["value", "max"]) {
      const value = newBar.getAttribute(name);
      if (value !== null) {
        bar.setAttribute(name, value);
      }
    }
    return;
  }
  region.replaceChildren(...fresh.childNodes);
  region.toggleAttribute("data-progress", fresh.hasAttribute("data-progress"));
}
