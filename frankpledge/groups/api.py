"""Groups's front door: what other modules may use."""

from frankpledge.groups.network import Network, Node, Tie, network, ties
from frankpledge.groups.policies import may_read_network

__all__ = ["Network", "Node", "Tie", "may_read_network", "network", "ties"]
