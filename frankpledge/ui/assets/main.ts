// What every page loads: the styles, GOV.UK Frontend's behaviour, and the islands when a page has one.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from "govuk-frontend";

import "./main.scss";
import { keep } from "./keeping.ts";
import { follow } from "./progress.ts";
import { reveal } from "./reveal.ts";

// GOV.UK Frontend's styles ask for these two names before its components will start.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(component);
}

reveal(document);
follow(document);
keep(document);

// An island is fetched only by a page that has one.
if (document.querySelector("frank-map") !== null) {
  void import("./islands/map/index.ts");
}
if (document.querySelector("frank-network") !== null) {
  void import("./islands/network/index.ts");
}
