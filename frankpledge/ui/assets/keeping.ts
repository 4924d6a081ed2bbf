// Words that are being written are kept on the server by themselves, for whoever writes them alone.
// The form works without this: its own button keeps them too. What was typed last is sent once the
// typing rests, and at the latest a while after it began; and when the page is left.
const REST_MS = 3_000;
const LONGEST_MS = 30_000;
const NOT_REACHED = "Your words have not been kept: the server does not answer. They are still here.";

interface Answer {
  kept: boolean;
  words: string;
}

export function keep(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-keeps-itself]")) {
    const told = form.querySelector<HTMLElement>("[data-kept]");
    if (told !== null) {
      keepForm(form, told);
    }
  }
}

function keepForm(form: HTMLFormElement, told: HTMLElement): void {
  const keeper = new Keeper(
    async () => {
      const body = new FormData(form);
      body.set("by_itself", "yes");
      const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
      // A page instead of an answer is the sign-in page, or says why this may not be written.
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
        throw new Error(String(answer.status));
      }
      return (await answer.json()) as Answer;
    },
    (words) => {
      // Only new words are put there, so that a screen reader is not told the same again.
      if (told.textContent !== words) {
        told.textContent = words;
      }
    },
  );
  form.addEventListener("input", () => {
    keeper.typed();
  });
  form.addEventListener("submit", () => {
    keeper.stop();
  });
  window.addEventListener("pagehide", () => {
    keeper.leave();
  });
}

export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | undefined;
  private going = false;
  private again = false;
  private stopped = false;
  private readonly send: () => Promise<Answer>;
  private readonly tell: (words: string) => void;
  private readonly rest: number;
  private readonly longest: number;

  constructor(
    send: () => Promise<Answer>,
    tell: (words: string) => void,
    rest = REST_MS,
    longest = LONGEST_MS,
  ) {
    this.send = send;
    this.tell = tell;
    this.rest = rest;
    this.longest = longest;
  }

  typed(): void {
    if (this.stopped) {
      return;
    }
    const now = Date.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const left = Math.max(0, this.since + this.longest - now);
    this.timer = setTimeout(() => void this.now(), Math.min(this.rest, left));
  }

  // The form itself is sent: it saves more than this would keep, and must not be overtaken.
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  leave(): void {
    if (!this.stopped && this.since !== undefined) {
      clearTimeout(this.timer);
      void this.now();
    }
  }

  private async now(): Promise<void> {
    if (this.going) {
      this.again = true;
      return;
    }
    this.going = true;
    this.since = undefined;
    try {
      this.tell((await this.send()).words);
    } catch {
      this.tell(NOT_REACHED);
    } finally {
      this.going = false;
    }
    if (this.again) {
      this.again = false;
      this.typed();
    }
  }
}
