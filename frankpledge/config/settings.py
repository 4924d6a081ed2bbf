"""Every setting, read from the environment once. Documented in docs/reference/settings.md."""

from pathlib import Path

from csp.constants import NONE, SELF

from frankpledge.config.environment import Environment

_environment = Environment()

BASE_DIR = Path(__file__).resolve().parents[2]
PACKAGE_DIR = BASE_DIR / "frankpledge"

FRANKPLEDGE_HOME = _environment.home(Path("var"))
FRANKPLEDGE_DEMO = _environment.flag("FRANKPLEDGE_DEMO")
DATABASES = {"default": _environment.database(FRANKPLEDGE_HOME)}
SECRET_KEY = _environment.secret_key(FRANKPLEDGE_HOME)
ALLOWED_HOSTS = _environment.names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _environment.names("CSRF_TRUSTED_ORIGINS", "")
TRUSTED_PROXIES = _environment.networks("TRUSTED_PROXIES", "")
DEBUG = False

SOURCE_PUBLIC_KEY = FRANKPLEDGE_HOME / "keys" / "source.pub"
CHECKPOINT_PUBLIC_KEY = FRANKPLEDGE_HOME / "keys" / "checkpoint.pub"
CHECKPOINT_FOLDER = FRANKPLEDGE_HOME / "checkpoints"
FRANKPLEDGE_CRIME_ARCHIVE = _environment.text(
    "FRANKPLEDGE_CRIME_ARCHIVE", "https://data.police.uk/data/archive"
)
FRANKPLEDGE_SCANNER = _environment.text("FRANKPLEDGE_SCANNER")
FRANKPLEDGE_ADDRESS = _environment.text("FRANKPLEDGE_ADDRESS")
CUSTODY_FOLDER = Path(_environment.text("FRANKPLEDGE_CUSTODY", str(FRANKPLEDGE_HOME / "custody")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "frankpledge.access",
    "frankpledge.ui",
    "frankpledge.attachments",
    "frankpledge.search",
    "frankpledge.work",
    "frankpledge.entities",
    "frankpledge.problems",
    "frankpledge.referrals",
    "frankpledge.intelligence",
    "frankpledge.asking",
    "frankpledge.groups",
    "frankpledge.powers",
    "frankpledge.governance",
    "frankpledge.learning",
    "frankpledge.plans",
    "frankpledge.profiles",
    "frankpledge.pages",
    "frankpledge.demonstration",
]
AUTH_USER_MODEL = "access.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "frankpledge.config.urls"
WSGI_APPLICATION = "frankpledge.config.wsgi.application"

MIDDLEWARE = [
    "frankpledge.pages.stop.StopPageFirst",
    "frankpledge.attachments.arriving.RefuseTooLarge",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "frankpledge.access.requests.AccessMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "frankpledge.ui.context.furniture",
            ],
        },
    }
]

CSRF_FAILURE_VIEW = "frankpledge.ui.errors.csrf_failure"
FORM_RENDERER = "frankpledge.ui.forms.GovRenderer"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "access:sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

_SECURE = _environment.flag("FRANKPLEDGE_HTTPS")
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = _environment.number("SESSION_IDLE_MINUTES", 30) * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _SECURE
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

EMAIL_HOST = _environment.text("EMAIL_HOST")
EMAIL_PORT = _environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = _environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = _environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = _environment.flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = _environment.text("DEFAULT_FROM_EMAIL", "frankpledge@localhost")
# A demonstration writes to nobody: what it would have sent stands in the server's own log. In real
# use, without a mail server, nothing is sent and nothing is written down of it.
EMAIL_BACKEND = "django.core.mail.backends." + (
    "console.EmailBackend"
    if FRANKPLEDGE_DEMO
    else "smtp.EmailBackend"
    if EMAIL_HOST
    else "dummy.EmailBackend"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
